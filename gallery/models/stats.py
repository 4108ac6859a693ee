"""How often pictures are seen and liked. gallery/popularity counts the views, community the rest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImageStats(models.Model):
    """The counts of one picture, beside the page: publishing an older revision writes the page's own fields back."""

    page = models.OneToOneField(
        "gallery.ImagePage", verbose_name=_("picture"), on_delete=models.CASCADE, primary_key=True, related_name="stats"
    )
    views = models.PositiveBigIntegerField(_("views"), default=0)
    views_changed = models.DateTimeField(null=True, editable=False, db_index=True)
    likes = models.PositiveIntegerField(_("likes"), default=0)
    bookmarks = models.PositiveIntegerField(_("bookmarks"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("counts of a picture")
        verbose_name_plural = _("counts of pictures")

    def __str__(self):
        return f"{self.page_id}: {self.views}"


class DailyViews(models.Model):
    """<picture> was seen <views> times on <day>, in UTC."""

    page = models.ForeignKey(
        "gallery.ImagePage", verbose_name=_("picture"), on_delete=models.CASCADE, related_name="daily_views"
    )
    day = models.DateField(_("day"), db_index=True)
    views = models.PositiveIntegerField(_("views"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views of days")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_row_a_picture_and_day")]

    def __str__(self):
        return f"{self.page_id}, {self.day}: {self.views}"


class CountedVisitor(models.Model):
    """<visitor> of a picture is counted, and so not counted again, until a time in milliseconds since 1970.

    The key says nothing of who it is (gallery/popularity/visits.py); the row goes when its time is over.
    """

    visitor = models.CharField(max_length=32, primary_key=True)
    until = models.BigIntegerField(db_index=True)

    def __str__(self):
        return self.visitor


class CountingStateManager(models.Manager["CountingState"]):
    def locked(self) -> "CountingState":
        """The one row, locked until the transaction ends."""
        self.get_or_create(pk=1)
        return self.select_for_update().get(pk=1)

    def corrections(self) -> int:
        return self.filter(pk=1).values_list("corrections", flat=True).first() or 0

    def note_correction(self):
        """For the transaction that lowers views by hand, before it locks the rows that it corrects."""
        state = self.locked()
        state.corrections += 1
        state.save(update_fields=["corrections"])


class CountingState(models.Model):
    """Up to which entry the stream of views is stored, and how often counts were corrected by hand. One row."""

    last_entry = models.CharField(max_length=41, default="0-0")
    corrections = models.PositiveIntegerField(default=0)

    objects = CountingStateManager()

    def __str__(self):
        return self.last_entry
