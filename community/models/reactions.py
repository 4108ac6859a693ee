from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.locks import LockedDeletionMixin, lock_stats


class ReactionQuerySet(LockedDeletionMixin, models.QuerySet):
    def _lock_before_deleting(self):
        lock_stats(self.order_by().values_list("page", flat=True))

    def newest(self):
        return self.order_by("-created", "-pk")


class Reaction(models.Model):
    """What a member does to a picture, once: <member> <likes, has bookmarked> <page> since <created>."""

    member = models.ForeignKey("community.Member", verbose_name=_("member"), on_delete=models.CASCADE)
    page = models.ForeignKey("gallery.ImagePage", verbose_name=_("picture"), on_delete=models.CASCADE)
    created = models.DateTimeField(_("since"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.member}: {self.page}"

    def delete(self, *args, **kwargs):
        return type(self)._default_manager.filter(pk=self.pk).delete()


class LikeQuerySet(ReactionQuerySet):
    def shown(self):
        """With their members: those who are there, and show what they like."""
        shown = self.filter(member__is_active=True, member__hide_likes=False)
        return shown.select_related("member__photo")


class Like(Reaction):
    """A like: "ana likes Half a fig"."""

    objects = LikeQuerySet.as_manager()

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["member", "page"], name="one_like_a_member_and_picture")]
        indexes = [
            models.Index("page", F("created").desc(), name="likes_of_picture"),
            models.Index("member", F("created").desc(), name="likes_of_member"),
            models.Index(F("created").desc(), F("id").desc(), name="likes_newest"),
        ]


class Bookmark(Reaction):
    """A bookmark, which only its member sees: "ana has bookmarked Half a fig"."""

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["member", "page"], name="one_bookmark_a_member_and_picture")]
        indexes = [
            models.Index("member", F("created").desc(), name="bookmarks_of_member"),
            models.Index(F("created").desc(), F("id").desc(), name="bookmarks_newest"),
        ]
