"""The newest actions of many actors, at a cost bounded by actors times length, whatever the size of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Action, ActionQuerySet

# Only the newest few of each actor are read, from the index `actions_of_actor`, and only they are sorted. A plain
# `actor_id IN (...)` leaves the planner to guess: 1 ms where all are busy, 30 s where all are dormant.
SQL_PER_ACTOR = {
    "postgresql": "SELECT newest.id FROM each_actor CROSS JOIN LATERAL ({actions}) newest",
    "sqlite": "SELECT newest.id FROM each_actor JOIN activity_action newest ON newest.id IN ({actions})",
}
OVERFETCH = 4  # candidates for each action that is wanted, as some turn out to be hidden
CANDIDATES_PER_ACTOR = 8  # are read to find out how far back to look


@dataclass(frozen=True)
class ActionSource:
    """The actions of one verb, of which `newest_of` is to find the newest.

    actors: a queryset of their ids; None for everybody. actions: all of them, hidden ones too, which the index alone
    can answer. shown: those that the viewer may see, which takes longer to find out.
    """

    actors: QuerySet | None
    actions: ActionQuerySet
    shown: ActionQuerySet


def newest_of(sources: Sequence[ActionSource], length: int) -> list[int]:
    """The ids of the newest `length` actions that are shown, newest first; fewer where there are not so many.

    Finding out what is shown is dear, so it is first asked of the newest candidates alone, and of all actions only
    where too many of those were hidden.
    """
    oldest = _oldest_candidate(sources, OVERFETCH * length)
    ids = _newest([(each.actors, each.shown.filter(pk__gte=oldest)) for each in sources], length, length)
    if oldest and len(ids) < length:
        ids = _newest([(each.actors, each.shown) for each in sources], length, length)
    return ids


def _oldest_candidate(sources, number):
    """The id of an action such that at least `number` actions, itself included, are no older; 0 where none is known."""
    if any(each.actors is None for each in sources):
        return 0  # everybody's actions are read in order from the index by verb, and need no bound
    ids = _newest([(each.actors, each.actions) for each in sources], CANDIDATES_PER_ACTOR, number)
    return ids[-1] if len(ids) == number else 0


def _newest(parts, per_actor, length):
    """The newest `length` ids of the parts, (actors, actions), of which `per_actor` are read for each actor."""
    compiled = [_compile(actors, actions, per_actor) for actors, actions in parts]
    union = " UNION ALL ".join(sql for sql, _params in compiled)
    with connections[Action.objects.db].cursor() as cursor:
        sql = f"SELECT id FROM ({union}) newest ORDER BY id DESC LIMIT {int(length)}"  # noqa: S608 - as below
        cursor.execute(sql, [each for _sql, params in compiled for each in params])
        return [pk for (pk,) in cursor.fetchall()]


def _compile(actors, actions, per_actor):
    """(SQL for the ids, its parameters). Django makes the SQL; nothing that anybody typed is put into it."""
    if actors is not None:
        actions = actions.filter(actor=RawSQL("each_actor.id", []))
    sql, params = actions.newest().values("id")[:per_actor].query.sql_with_params()
    if actors is None:
        return f"SELECT id FROM ({sql}) newest", params  # noqa: S608 - Django's
    actors_sql, actors_params = actors.query.sql_with_params()
    newest_of_each = SQL_PER_ACTOR[connections[actions.db].vendor].format(actions=sql)
    sql = f"SELECT id FROM (WITH each_actor(id) AS ({actors_sql}) {newest_of_each}) newest"  # noqa: S608 - Django's
    return sql, actors_params + params
