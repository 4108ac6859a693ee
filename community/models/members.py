from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.models import Actor
from community.locks import LockedDeletionMixin, lock_members, lock_stats
from community.usernames import skeleton
from gallery.frames import frame_ids
from gallery.newest import picture_pages
from web.public_url import is_web_url

from .reactions import Bookmark, Like


class MemberQuerySet(LockedDeletionMixin, models.QuerySet):
    def _lock_before_deleting(self):
        """The counts of their reactions; themselves, and those who follow them or whom they follow."""
        ids = list(self.order_by().values_list("pk", flat=True))
        likes, bookmarks = (model.objects.filter(member__in=ids) for model in (Like, Bookmark))
        lock_stats({*likes.values_list("page", flat=True), *bookmarks.values_list("page", flat=True)})
        contacts = Contact.objects.filter(Q(user_from__in=ids) | Q(user_to__in=ids))
        lock_members({*ids, *contacts.member_ids()})

    def active(self):
        """Those who are not suspended: suspended members have no page and appear nowhere."""
        return self.filter(is_active=True)

    def showing_follows_to(self, viewer):
        """Without those who hide whom they follow and who follows them, but for the viewer."""
        return self.filter(Q(hide_follows=False) | Q(pk=viewer.pk))

    def newest(self):
        return self.order_by("-date_joined", "-pk")

    def most_followed(self):
        return self.order_by("-followers_count", "-pk")

    def by_name(self):
        return self.order_by("username")

    def with_photo(self):
        """With what an avatar shows, in the same query."""
        return self.select_related("photo")

    def with_frame_ids(self, viewer, without=()):
        """With the ids of their newest pictures (gallery/frames.py). without: ids of pictures that are left out."""
        pictures = picture_pages(viewer).filter(owner=OuterRef("pk")).exclude(pk__in=without)
        return self.annotate(**frame_ids(pictures.order_by("-first_published_at", "-id")))

    def for_feed(self, viewer):
        """Those whom others may see, with what a feed item shows."""
        return self.active().with_photo()


class MemberManager(UserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class Member(Actor, AbstractUser):  # type: ignore[django-manager-missing]
    """A person with an account: "ana", "the editor"."""

    username_key = models.CharField(max_length=150, unique=True, editable=False)
    display_name = models.CharField(_("name"), max_length=60, blank=True, help_text=_("Shown instead of the username"))
    bio = models.TextField(_("about"), max_length=1000, blank=True)
    location = models.CharField(_("location"), max_length=80, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True, validators=[is_web_url])
    photo = models.ForeignKey(
        "gallery.GalleryImage",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hide_likes = models.BooleanField(_("hide the pictures I like"), default=False)
    hide_follows = models.BooleanField(_("hide whom I follow and who follows me"), default=False)

    following = models.ManyToManyField(
        "self", verbose_name=_("following"), through="Contact", symmetrical=False, related_name="followers"
    )
    likes = models.ManyToManyField(
        "gallery.ImagePage", verbose_name=_("likes"), through="Like", related_name="users_like"
    )
    followers_count = models.PositiveIntegerField(_("number of followers"), default=0, editable=False)
    following_count = models.PositiveIntegerField(_("number of members followed"), default=0, editable=False)

    DENORMALISED_FIELDS = frozenset({"followers_count", "following_count", "last_action"})

    objects = MemberManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        permissions = [("suspend_member", "Can suspend members")]
        indexes = [
            models.Index(F("followers_count").desc(), F("id").desc(), name="members_most_followed"),
            models.Index(F("date_joined").desc(), F("id").desc(), name="members_newest"),
        ]

    def __str__(self):
        return self.display_name or self.username

    def save(self, *args, update_fields=None, **kwargs):
        """Never writes the DENORMALISED_FIELDS: others may have changed them since this member was loaded."""
        self.username_key = skeleton(self.username)
        if update_fields is None and not self._state.adding:
            loaded = (field for field in self._meta.concrete_fields if field.attname in self.__dict__)
            update_fields = {field.name for field in loaded if not field.primary_key} - self.DENORMALISED_FIELDS
        elif update_fields is not None and "username" in update_fields:
            update_fields = {*update_fields, "username_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def may_have_permissions(self) -> bool:
        """False for a member of whom it is known that nobody granted them any: most are."""
        return self.is_superuser or getattr(self, "is_granted", True)

    def get_absolute_url(self):
        return reverse("member", args=[self.username])

    def delete(self, *args, **kwargs):
        return Member.objects.filter(pk=self.pk).delete()


class ContactQuerySet(LockedDeletionMixin, models.QuerySet):
    def _lock_before_deleting(self):
        lock_members(self.member_ids())

    def member_ids(self) -> set[int]:
        """Of those who follow, and of those who are followed."""
        pairs = self.order_by().values_list("user_from", "user_to")
        return {member for pair in pairs for member in pair}

    def newest(self):
        return self.order_by("-created", "-pk")


class Contact(models.Model):
    """<user_from> follows <user_to> since <created>: "ana follows bram"."""

    user_from = models.ForeignKey(
        Member, verbose_name=_("follower"), on_delete=models.CASCADE, related_name="rel_from_set"
    )
    user_to = models.ForeignKey(Member, verbose_name=_("follows"), on_delete=models.CASCADE, related_name="rel_to_set")
    created = models.DateTimeField(_("since"), default=timezone.now)

    wagtail_reference_index_ignore = True

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["user_from", "user_to"], name="one_contact_a_pair"),
            models.CheckConstraint(condition=~Q(user_from=F("user_to")), name="nobody_follows_themselves"),
        ]
        indexes = [
            models.Index("user_to", F("created").desc(), name="contacts_followers"),
            models.Index("user_from", F("created").desc(), name="contacts_following"),
            models.Index(F("created").desc(), F("id").desc(), name="contacts_newest"),
        ]

    def __str__(self):
        return f"{self.user_from} → {self.user_to}"

    def delete(self, *args, **kwargs):
        return Contact.objects.filter(pk=self.pk).delete()


class Departure(models.Model):
    """<member> has been deleted since <created>, but for the rows that the worker still has to remove.

    It goes with the member's own row, so whatever stops the worker, what is left to do stands here.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="departure")
    created = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.member_id}: {self.created}"
