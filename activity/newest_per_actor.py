"""The newest actions of many actors, at a cost bounded by actors times length, whatever the size of the table."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple, Self

from django.db import connections
from django.db.models.expressions import RawSQL

from .models import Action, ActionQuerySet

# Only the newest few of each actor are read, from the index `actions_of_actor`, and only they are sorted. A plain
# `actor_id IN (...)` leaves the planner to guess: 1 ms where all are busy, 30 s where all are dormant.
SQL_PER_ACTOR = {
    "postgresql": "SELECT newest.id FROM each_actor CROSS JOIN LATERAL ({actions}) newest",
    "sqlite": "SELECT newest.id FROM each_actor JOIN activity_action newest ON newest.id IN ({actions})",
}
OVERFETCH = 4  # candidates for each action that is wanted, as some turn out to be hidden
NEWEST = 2**63 - 1  # no id is greater
CANDIDATES_PER_ACTOR = 8  # are read to find out how far back to look


class Bound(Enum):
    """What differs from one request to the next. It stands in a statement until that is executed."""

    SINCE = auto()  # an action's id
    BEFORE = auto()  # an action's id
    NOT_BY = auto()  # a member's id

    def __call__(self) -> RawSQL:
        """For a filter: `pk__lt=Bound.BEFORE()`."""
        return RawSQL("%s", [self])


class Statement(NamedTuple):
    """SQL for ids of actions, the newest first, and its parameters; some are Bounds."""

    sql: str
    params: tuple

    @classmethod
    def of(cls, actions: ActionQuerySet, *, of_one_actor: bool) -> Self:
        """of_one_actor: of the one that `each_actor` is at."""
        if of_one_actor:
            actions = actions.filter(actor=RawSQL("each_actor.id", []))
        bounded = actions.filter(pk__gte=Bound.SINCE(), pk__lt=Bound.BEFORE())
        return cls(*bounded.newest().values("id").query.sql_with_params())


class ActionSource(NamedTuple):
    """The actions of one verb, of which `newest_of` is to find the newest.

    actors: SQL for their ids, and its parameters; None for everybody. actions: all of them, hidden ones too, which the
    index alone can answer. shown: those that the viewer may see, which takes longer to find out.
    """

    actors: tuple[str, tuple] | None
    actions: Statement
    shown: Statement


def newest_of(sources: Sequence[ActionSource], length: int, before: int | None = None, not_by: int = 0) -> list[Action]:
    """The newest `length` actions that are shown, newest first; fewer where there are not so many.

    before: an id; only actions older than that one. not_by: the id of a member whose actions are left out.

    Finding out what is shown is dear, so it is first asked of the newest candidates alone, and of all actions only
    where too many of those were hidden.
    """
    bounds = {Bound.SINCE: 0, Bound.BEFORE: NEWEST if before is None else before, Bound.NOT_BY: not_by}
    oldest = _oldest_candidate(sources, OVERFETCH * length, bounds)
    shown = [(each.actors, each.shown) for each in sources]
    actions = _load(*_newest(shown, length, length, bounds | {Bound.SINCE: oldest}))
    if oldest and len(actions) < length:
        actions = _load(*_newest(shown, length, length, bounds))
    return actions


def _oldest_candidate(sources, number, bounds):
    """The id of an action such that at least `number` actions, itself included, are no older; 0 where none is known."""
    if any(each.actors is None for each in sources):
        return 0  # everybody's actions are read in order from the index by verb, and need no bound
    candidates = [(each.actors, each.actions) for each in sources]
    with connections[Action.objects.db].cursor() as cursor:
        cursor.execute(*_newest(candidates, CANDIDATES_PER_ACTOR, number, bounds))
        ids = cursor.fetchall()
    return ids[-1][0] if len(ids) == number else 0


def _load(sql_of_ids, params):
    sql = f"SELECT * FROM activity_action WHERE id IN ({sql_of_ids}) ORDER BY id DESC"  # noqa: S608 - as below
    return list(Action.objects.raw(sql, params))


def _newest(parts, per_actor, length, bounds):
    """(SQL for the newest `length` ids of the parts, its parameters). Of each actor, `per_actor` are read.

    parts: (actors, statement).
    """
    vendor = connections[Action.objects.db].vendor
    compiled = [_compile(vendor, actors, statement, int(per_actor)) for actors, statement in parts]
    union = " UNION ALL ".join(sql for sql, _params in compiled)
    params = [bounds.get(each, each) for _sql, params in compiled for each in params]
    return f"SELECT id FROM ({union}) newest ORDER BY id DESC LIMIT {int(length)}", params  # noqa: S608 - as below


def _compile(vendor, actors, statement, per_actor):
    """(SQL for the ids, its parameters). Django made the SQL; nothing that anybody typed is put into it."""
    actions = f"{statement.sql} LIMIT {per_actor}"
    if actors is None:
        return f"SELECT id FROM ({actions}) newest", statement.params  # noqa: S608 - Django's
    actors_sql, actors_params = actors
    newest_of_each = SQL_PER_ACTOR[vendor].format(actions=actions)
    sql = f"SELECT id FROM (WITH each_actor(id) AS ({actors_sql}) {newest_of_each}) newest"  # noqa: S608 - Django's
    return sql, actors_params + statement.params
