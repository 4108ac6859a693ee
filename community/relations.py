"""What members do to each other and to pictures: the one door for each.

All of them set a state and answer whether anything changed: a second like is no error and no second like. What changed
is recorded in the same transaction. They raise `Gone` where the member, or the one or the picture it is done to, is not
there, or suspended.
"""

from django.db import transaction

from activity.recording import record
from activity.verbs import Verb
from gallery.models import ImagePage

from .locks import lock_members, lock_stats
from .models import Bookmark, Contact, Like, Member

# What is recorded where a row (goes, comes).
VERBS = {
    Contact: (Verb.UNFOLLOWED, Verb.FOLLOWED),
    Like: (Verb.UNLIKED, Verb.LIKED),
    Bookmark: (Verb.UNBOOKMARKED, Verb.BOOKMARKED),
}


class Gone(Exception):
    """Somebody or something that was there a moment ago is not."""


def follow(member: Member, other: Member) -> bool:
    """Raises ValueError where a member would follow themselves."""
    if member.pk == other.pk:
        raise ValueError("Nobody follows themselves.")
    return _set_contact(member, other, present=True)


def unfollow(member: Member, other: Member) -> bool:
    return _set_contact(member, other, present=False)


def like(member: Member, page: ImagePage) -> bool:
    return _set_mark(Like, member, page, present=True)


def unlike(member: Member, page: ImagePage) -> bool:
    return _set_mark(Like, member, page, present=False)


def bookmark(member: Member, page: ImagePage) -> bool:
    return _set_mark(Bookmark, member, page, present=True)


def unbookmark(member: Member, page: ImagePage) -> bool:
    return _set_mark(Bookmark, member, page, present=False)


@transaction.atomic
def _set_contact(member, other, present):
    if lock_members([member.pk, other.pk]) != {member.pk, other.pk}:
        raise Gone
    changed = _set_row(Contact, {"user_from": member, "user_to": other}, present)
    return changed and _record(Contact, member, other, present)


@transaction.atomic
def _set_mark(model, member, page, present):
    if not lock_stats([page.pk]) or not lock_members([member.pk]):
        raise Gone
    changed = _set_row(model, {"member": member, "page": page}, present)
    return changed and _record(model, member, page, present)


def _set_row(model, fields, present):
    """Makes the row be there or not; its counts move with it (signals.py). The locks keep others from doing so now."""
    rows = model.objects.filter(**fields)
    if rows.exists() == present:
        return False
    if present:
        model.objects.create(**fields)
    else:
        rows.delete()
    return True


def _record(model, member, target, present):
    record(member, VERBS[model][present], target)
    return True
