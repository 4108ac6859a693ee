"""What members do to each other and to pictures: one function for each.

All of them set a state and answer whether anything changed: a second like is no error and no second like. What changed
is recorded in the same transaction. They raise `Gone` where a member is suspended, or where a member or the picture has
been deleted.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page

from activity.recording import record
from activity.verbs import Verb
from gallery.models import ImagePage

from .locks import lock_members, lock_stats
from .models import Bookmark, Contact, Like, Member

# What is recorded when a row is made; when it is deleted, it is the verb that undoes this one.
VERBS = {Contact: Verb.FOLLOWED, Like: Verb.LIKED, Bookmark: Verb.BOOKMARKED}


class Gone(Exception):
    """The member or the picture has been deleted since it was loaded, or the member was suspended."""


def follow(member: Member, other: Member) -> bool:
    """Raises ValueError where a member would follow themselves."""
    if member.pk == other.pk:
        raise ValueError("Nobody follows themselves.")
    return _set_contact(member, other, present=True)


def unfollow(member: Member, other: Member) -> bool:
    return _set_contact(member, other, present=False)


def like(member: Member, page: ImagePage) -> bool:
    return _set_reaction(Like, member, page, present=True)


def unlike(member: Member, page: ImagePage) -> bool:
    return _set_reaction(Like, member, page, present=False)


def bookmark(member: Member, page: ImagePage) -> bool:
    return _set_reaction(Bookmark, member, page, present=True)


def unbookmark(member: Member, page: ImagePage) -> bool:
    return _set_reaction(Bookmark, member, page, present=False)


@transaction.atomic
def _set_contact(member: Member, other: Member, present: bool) -> bool:
    if lock_members([member.pk, other.pk]) != {member.pk, other.pk}:
        raise Gone
    if not _set_row(Contact, {"user_from": member, "user_to": other}, present):
        return False
    _record(Contact, member, other, present)
    return True


@transaction.atomic
def _set_reaction(model: type[Like | Bookmark], member: Member, page: Page, present: bool) -> bool:
    if not lock_stats([page.pk]) or not lock_members([member.pk]):
        raise Gone
    if not _set_row(model, {"member": member, "page": page}, present):
        return False
    _record(model, member, page, present)
    return True


def _set_row(model: type[Any], fields: dict, present: bool) -> bool:
    """Makes or deletes the row, and answers whether that was necessary. signals.py moves the counts with it.

    The caller holds the locks, so no other transaction can make or delete the row in between.
    """
    rows = model.objects.filter(**fields)
    if rows.exists() == present:
        return False
    if present:
        model.objects.create(**fields)
    else:
        rows.delete()
    return True


def _record(model: type[Any], member: Member, target: Model, present: bool) -> None:
    verb = VERBS[model]
    record(member, verb if present else verb.undone_by, target)  # type: ignore[arg-type]
