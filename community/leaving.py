"""How members leave: at once for everybody to see, and what is theirs is removed by the worker where it is much.

What goes beside the rows that belong to them goes in whichever way they are deleted.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import SET_NULL, QuerySet
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from activity.models import Action
from gallery.models import GalleryImage

from .models import Bookmark, Contact, Departure, Like, Member
from .photos import remove_photo
from .removing import CHUNK, remove_actions, remove_contacts, remove_reactions

AT_ONCE = 100  # rows that may go in one request


def is_large(member: Member) -> bool:
    """Whether so much is theirs that the worker has to remove it. Counts no further than that."""
    rows = (rows.order_by()[: AT_ONCE + 1].count() for _remove, rows in _belongings(member))
    return sum(rows) > AT_ONCE


@transaction.atomic
def leave(member: Member, editor: Member | None = None) -> None:
    """Deletes a member who is large. Nobody finds them any more, they are signed out, their name and address are free.

    remove_some() does the rest.
    """
    log(member, "wagtail.delete", user=editor, deleted=True)
    photo = GalleryImage.objects.filter(pk=member.photo_id).first()
    Departure.objects.get_or_create(member=member)
    EmailAddress.objects.filter(user=member).delete()
    anonymous = Member(pk=member.pk, username=f"deleted {member.pk}", is_active=False)  # a space: nobody can take it
    anonymous.display_name = _("Deleted member")
    anonymous.set_unusable_password()
    personal = ["username", "password", "email", "first_name", "last_name", "display_name", "bio", "location"]
    anonymous.save(update_fields=[*personal, "website", "photo", "is_active", "is_staff", "is_superuser"])
    if photo:
        remove_photo(photo)
    forget_their_name(anonymous)


@transaction.atomic
def remove_some() -> bool:
    """Removes one chunk of what a leaving member left, at last the member; answers whether there was anything to do.

    One worker at a time does so. Should it be killed, the chunk is as it was, and the next beat begins with it.
    """
    departure = Departure.objects.select_for_update(skip_locked=True).order_by("created").first()
    if departure is None:
        return False
    if not any(remove(rows) for remove, rows in _belongings(departure.member)):
        departure.member.delete()
    return True


def _belongings(member: Member) -> Iterator[tuple[Callable[[QuerySet], int], QuerySet]]:
    """All that may be much, each with what removes a chunk of it."""
    for model in (Like, Bookmark):
        yield remove_reactions, model.objects.filter(member=member)
    yield remove_contacts, Contact.objects.filter(user_from=member)
    yield remove_contacts, Contact.objects.filter(user_to=member)
    yield remove_actions, Action.objects.filter(actor=member)
    about = ContentType.objects.get_for_model(Member)
    yield remove_actions, Action.objects.filter(target_ct=about, target_id=member.pk)
    yield from _signed(member)


def _signed(member):
    """What stays without their name: the pages that they own, revisions, images."""
    relations: Iterable[Any] = Member._meta.get_fields(include_hidden=True)
    for relation in relations:
        if getattr(relation, "on_delete", None) is SET_NULL:
            key = relation.field.name
            yield partial(_unsign, key), relation.related_model._base_manager.filter(**{key: member})


def _unsign(key: str, rows: QuerySet[Any]) -> int:
    ids = list(rows.order_by().values_list("pk", flat=True)[:CHUNK])
    return rows.filter(pk__in=ids).update(**{key: None}) if ids else 0


@receiver(post_delete, sender=Member)
def remove_their_photo(instance, **kwargs):
    if photo := GalleryImage.objects.filter(pk=instance.photo_id).first():
        remove_photo(photo)


@receiver(post_delete, sender=Member)
def forget_their_name(instance, **kwargs):
    """Wagtail's log, which stays, has it in the labels of what editors did to them."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Member))
    entries.filter(object_id=str(instance.pk)).update(label=_("Deleted member"))
