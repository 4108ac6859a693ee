"""Members are suspended, and reinstated: for a reason, which stands in Wagtail's log. Their rows stay."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry

from .models import Member

SUSPENDED, REINSTATED = "community.suspend", "community.reinstate"


def may_suspend(user: Any, member: Member) -> bool:
    """With the permission: others than oneself. A superuser is suspended by superusers alone, who leaves by nobody."""
    may = policy_registry.get_by_type(Member).user_has_permission(user, "suspend")
    is_above = member.is_superuser and not user.is_superuser
    return may and user.pk != member.pk and not is_above and not hasattr(member, "departure")


def suspend(editor: Any, member: Member, reason: str) -> bool:
    """Answers whether anything changed. They are signed out, and nobody sees them or what they did."""
    return _set(editor, member, reason, is_active=False, action=SUSPENDED)


def reinstate(editor: Any, member: Member, reason: str) -> bool:
    """Answers whether anything changed."""
    return _set(editor, member, reason, is_active=True, action=REINSTATED)


@transaction.atomic
def _set(editor, member, reason, *, is_active, action):
    changed = Member.objects.filter(pk=member.pk, is_active=not is_active).update(is_active=is_active) > 0
    if changed:
        member.is_active = is_active
        log(member, action, user=editor, data={"reason": reason})
    return changed


def last_entry(member: Member) -> ModelLogEntry | None:
    """Of the log: who suspended or reinstated them last, when, and why (`data["reason"]`)."""
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Member), object_id=str(member.pk)
    )
    entries = about.filter(action__in=[SUSPENDED, REINSTATED]).select_related("user")
    return entries.order_by("-timestamp", "-pk").first()
