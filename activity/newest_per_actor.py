"""The newest actions of many actors, at a cost bounded by actors times length, whatever the size of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Action, ActionQuerySet

# Only the newest few of each actor are read, from the index `actions_of_actor`, and only they are sorted. A plain
# `actor_id IN (...)` leaves the planner to guess: 1 ms where all are busy, 30 s where all are dormant.
EACH = {
    "postgresql": "SELECT newest.id FROM each_actor CROSS JOIN LATERAL ({actions}) newest",
    "sqlite": "SELECT newest.id FROM each_actor JOIN activity_action newest ON newest.id IN ({actions})",
}
SLACK = 4  # times as many actions are looked at as are wanted: some are not shown
FEW = 8  # actions of each actor, enough to tell how far back to look


@dataclass(frozen=True)
class Stream:
    """What people did, of one verb.

    actors: a queryset of their ids; None for everybody. actions: all, as the index has them. shown: those of them that
    are shown, which takes longer to find out.
    """

    actors: QuerySet | None
    actions: ActionQuerySet
    shown: ActionQuerySet


def newest_of(streams: Sequence[Stream], length: int) -> list[int]:
    """The ids of the newest `length` actions that are shown, newest first."""
    oldest = _place([(each.actors, each.actions) for each in streams], SLACK * length)
    ids = _newest([(each.actors, each.shown.filter(pk__gte=oldest)) for each in streams], length, length)
    if oldest and len(ids) < length:
        ids = _newest([(each.actors, each.shown) for each in streams], length, length)
    return ids


def _place(parts, place):
    """The id of an action than which at least so many are newer, or as new; 0 where there are not so many.

    Whether an action is shown is then asked of those alone.
    """
    if any(actors is None for actors, _actions in parts):
        return 0  # the index by verb has everybody's in order
    ids = _newest(parts, FEW, place)
    return ids[-1] if len(ids) == place else 0


def _newest(parts, of_each, length):
    """The newest ids of the parts: pairs of actors and actions, of which `of_each` are read for each actor."""
    compiled = [_compile(actors, actions, of_each) for actors, actions in parts]
    union = " UNION ALL ".join(sql for sql, _params in compiled)
    with connections[Action.objects.db].cursor() as cursor:
        sql = f"SELECT id FROM ({union}) newest ORDER BY id DESC LIMIT {int(length)}"  # noqa: S608 - as below
        cursor.execute(sql, [each for _sql, params in compiled for each in params])
        return [pk for (pk,) in cursor.fetchall()]


def _compile(actors, actions, of_each):
    """SQL for the ids, with its parameters: Django's own, without anything that anybody typed."""
    if actors is not None:
        actions = actions.filter(actor=RawSQL("each_actor.id", []))
    sql, params = actions.newest().values("id")[:of_each].query.sql_with_params()
    if actors is None:
        return f"SELECT id FROM ({sql}) newest", params  # noqa: S608 - Django's
    actors_sql, actors_params = actors.query.sql_with_params()
    each = EACH[connections[actions.db].vendor].format(actions=sql)
    sql = f"SELECT id FROM (WITH each_actor(id) AS ({actors_sql}) {each}) newest"  # noqa: S608 - Django's
    return sql, actors_params + params
