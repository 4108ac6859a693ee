from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 500  # characters


class RankingExclusion(models.Model):
    """<page> is excluded from the ranking since <created> for a <reason>: "Half a fig: voters came from a contest".

    Beside the page, as its counts are: publishing an older revision writes the page's own fields back, and a copy of
    the page would take them along.
    """

    page = models.OneToOneField(
        "gallery.ImagePage",
        verbose_name=_("picture"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="ranking_exclusion",
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(_("since"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture excluded from the ranking")
        verbose_name_plural = _("pictures excluded from the ranking")

    def __str__(self):
        return f"{self.page_id}: {self.reason}"
