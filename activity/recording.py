"""The one door through which actions are recorded."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from .models import Action
from .targets import address
from .verbs import Verb

WINDOW = timedelta(seconds=60)


@transaction.atomic
def record(actor, verb: str, target=None) -> bool:
    """Records that the actor did this, now; answers whether it is new.

    The same by the same actor to the same target within 60 seconds is one action. Where the actor or the target is
    gone, nothing is recorded. Raises ValueError for an unknown verb and for what cannot be a target.
    """
    verb, where = Verb(verb), address(target)
    if not _hold(actor, target, where["target_ct"]):
        return False
    same = Action.objects.filter(actor=actor, verb=verb, **where)
    now = timezone.now()  # after the locks: an action that was waited for is not later than this
    # Both ways, as clocks differ and are put back.
    if same.filter(created__gt=now - WINDOW, created__lt=now + WINDOW).exists():
        return False
    action = Action.objects.create(actor=actor, verb=verb, created=now, **where)
    if verb.is_public:
        get_user_model().objects.filter(pk=actor.pk).update(last_action=action.pk)
    return True


def _hold(actor, target, content_type):
    """Locks both until the transaction ends, people in the order of their ids; whether both are there.

    The actor's lock lets one look at a time for what was recorded already, the target's keeps the target from going
    without its actions.
    """
    people = {actor.pk}
    if isinstance(target, get_user_model()):
        people.add(target.pk)
        target = None
    there = _lock(get_user_model(), people)
    return there and (target is None or _lock(content_type.model_class(), {target.pk}))


def _lock(model, ids):
    rows = model._base_manager.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return len(rows.values_list("pk", flat=True)) == len(ids)
