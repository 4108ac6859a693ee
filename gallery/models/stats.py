"""How often pictures are seen, as it lasts. What is counted and not yet here waits in Redis (gallery/popularity)."""

from collections import Counter, defaultdict
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ImageStats(models.Model):
    """The counts of one picture, beside the page: publishing an older revision writes the page's own fields back."""

    page = models.OneToOneField(
        "gallery.ImagePage", verbose_name=_("picture"), on_delete=models.CASCADE, primary_key=True, related_name="stats"
    )
    views = models.PositiveBigIntegerField(_("views"), default=0, db_index=True)
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


class ViewBatch(models.Model):
    """A batch of counts from Redis that is in the tables above: it is never added a second time.

    `lost`: it is not, as Redis has lost it; what the web servers remembered of it are batches of their own.
    `ranked`: the ranking in Redis has it. A row that is not has the ranking rebuilt, even where it stands for no views.
    """

    uuid = models.UUIDField(primary_key=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    lost = models.BooleanField(default=False)
    ranked = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["uuid"], condition=Q(ranked=False), name="unranked_batches")]

    def __str__(self):
        return str(self.uuid)


class DirectView(models.Model):
    """A view that was counted here because Redis was away.

    Kept for as long as the visitor is not counted again, since `created`. `ranked`: the ranking in Redis has it.
    """

    visitor = models.CharField(max_length=64, primary_key=True)
    created = models.DateTimeField(db_index=True)
    ranked = models.BooleanField(default=False)

    def __str__(self):
        return self.visitor


def add_views(counts: dict[tuple[date, int], int]):
    """Adds views, keyed by UTC day and picture's id, to the totals and to the days. For use in a transaction.

    Pictures that are gone are left out. Their rows are locked in the order of their ids, and a picture's deletion takes
    the same lock (gallery/signals.py), so none goes away half way.
    """
    ids = {page for _day, page in counts}
    rows = ImageStats.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    known = set(rows.values_list("pk", flat=True))
    counts = {key: views for key, views in counts.items() if key[1] in known}
    totals = Counter()
    for (_day, page), views in counts.items():
        totals[page] += views
    for views, pages in _by_value(totals).items():
        ImageStats.objects.filter(pk__in=pages).update(views=F("views") + views)
    DailyViews.objects.bulk_create((DailyViews(day=day, page_id=page) for day, page in counts), ignore_conflicts=True)
    for (day, views), pages in _by_value(counts, lambda key, views: (key[0], views), lambda key: key[1]).items():
        DailyViews.objects.filter(day=day, page__in=pages).update(views=F("views") + views)


def _by_value(counts, group=lambda _key, views: views, member=lambda key: key):
    """Turns key -> count round, so that one statement serves all the keys with the same count."""
    groups = defaultdict(list)
    for key, views in counts.items():
        groups[group(key, views)].append(member(key))
    return groups
