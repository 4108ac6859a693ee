"""The newest actions of many actors, at a cost bounded by actors times length, whatever the size of the table."""

from collections.abc import Iterable

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


def newest_of(streams: Iterable[tuple[QuerySet | None, ActionQuerySet]], length: int) -> list[int]:
    """The ids of the newest `length` actions, newest first.

    streams: pairs of actors (a queryset of one column, their ids; None for everybody) and what of each of them is
    shown, of one verb, so that the index has it in order.
    """
    parts = [_newest(actors, actions, length) for actors, actions in streams]
    union = " UNION ALL ".join(sql for sql, _params in parts)
    with connections[Action.objects.db].cursor() as cursor:
        # Made by Django, without anything that anybody typed.
        sql = f"SELECT id FROM ({union}) newest ORDER BY id DESC LIMIT {int(length)}"  # noqa: S608
        cursor.execute(sql, [each for _sql, params in parts for each in params])
        return [pk for (pk,) in cursor.fetchall()]


def _newest(actors, actions, length):
    """SQL for the ids, with its parameters."""
    if actors is not None:
        actions = actions.filter(actor=RawSQL("each_actor.id", []))
    sql, params = actions.newest().values("id")[:length].query.sql_with_params()
    if actors is None:
        return f"SELECT id FROM ({sql}) newest", params  # noqa: S608
    actors_sql, actors_params = actors.query.sql_with_params()
    each = EACH[connections[actions.db].vendor].format(actions=sql)
    return f"SELECT id FROM (WITH each_actor(id) AS ({actors_sql}) {each}) newest", actors_params + params  # noqa: S608
