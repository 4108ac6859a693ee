"""The one function through which actions are recorded; only the demo and tests make rows of Action themselves."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .models import Action
from .targets import target_reference
from .verbs import Verb

WINDOW = timedelta(seconds=60)  # within which the same is recorded once
CLOCK_ERROR = timedelta(days=1)  # how far a clock may be put back


@transaction.atomic
def record(actor: Any, verb: str, target: Model | None = None) -> bool:
    """Records that the actor did this, now; answers whether it is new.

    The same by the same actor to the same target within 60 seconds is one action; what happens once is one for ever.
    Where the actor or the target is gone, nothing is recorded. Raises ValueError for an unknown verb and for what
    cannot be a target.
    """
    verb, reference = Verb(verb), target_reference(target)
    if not _lock(actor, target, reference["target_ct"]):
        return False
    same = Action.objects.filter(actor=actor, verb=verb, **reference)
    now = timezone.now()  # read while the locks are held, so an action that this one waited for is not later
    if not verb.happens_once:
        # One recorded with a time that is still to come was just recorded too: the clock was put back since.
        same = same.filter(created__gt=now - WINDOW, created__lt=now + CLOCK_ERROR)
    if same.exists():
        return False
    action = Action.objects.create(actor=actor, verb=verb, created=now, **reference)
    if verb.is_public:
        get_user_model().objects.filter(pk=actor.pk).update(last_action=action.pk)
    return True


def _lock(actor: Any, target: Model | None, content_type: Any) -> bool:
    """Locks both until the transaction ends; answers whether both are still there.

    The actor's lock: parallel requests look one after another for what was recorded already. The target's: it cannot be
    deleted between our look and our insert, which would leave the action behind. People are locked in the order of
    their ids, so that two who act on each other do not wait for each other.
    """
    people = {actor.pk}
    if isinstance(target, get_user_model()):
        people.add(target.pk)
        target = None
    if not _lock_rows(get_user_model(), people):
        return False
    return target is None or _lock_rows(content_type.model_class(), {target.pk})


def _lock_rows(model: type[Model], ids: set) -> bool:
    """Whether all of them are there."""
    rows = model._base_manager.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return len(rows.values_list("pk", flat=True)) == len(ids)
