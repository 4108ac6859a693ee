"""What a feed shows: actions, of which a run of similar ones is one item."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Prefetch, prefetch_related_objects

from .models import Action
from .targets import target_models
from .verbs import Verb

LONGEST_RUN = timedelta(days=1)  # from the oldest to the newest action of an item
SHOWN = 6  # of the targets of an item; the others are counted


@dataclass
class FeedItem:
    """A run of one actor's actions of one verb: "ana liked Half a fig, Brushes and 3 more"."""

    actions: list[Action] = field(default_factory=list)  # newest first

    @property
    def newest(self) -> Action:
        return self.actions[0]

    @property
    def actor(self):
        return self.newest.actor

    @property
    def verb(self) -> Verb:
        return Verb(self.newest.verb)

    @property
    def created(self):
        return self.newest.created

    @property
    def shown(self) -> list[Action]:
        return self.actions[:SHOWN]

    @property
    def targets(self) -> list:
        """Of the actions that are shown, without those that are gone meanwhile."""
        return [action.target for action in self.shown if action.target is not None]

    @property
    def others(self) -> int:
        """How many targets there are beside these."""
        return len(self.actions[SHOWN:])

    def fits(self, action: Action) -> bool:
        """Whether the action, the next older one of the feed, belongs to this run."""
        mine = self.newest
        same = (mine.actor_id, mine.verb, mine.target_ct_id) == (action.actor_id, action.verb, action.target_ct_id)
        return same and mine.target_ct_id is not None and abs(mine.created - action.created) < LONGEST_RUN


def load(items: list[FeedItem], viewer: Any) -> list[FeedItem]:
    """Loads what the items show, a query for each kind; leaves out those of which every target is gone meanwhile."""
    shown = [action for item in items for action in item.shown]
    rows = {model: model._default_manager.for_feed(viewer) for model in target_models()}
    actors = Prefetch("actor", rows[get_user_model()])
    prefetch_related_objects(shown, actors, GenericPrefetch("target", list(rows.values())))
    return [item for item in items if item.targets or item.newest.target_id is None]


def group_runs(actions: Iterable[Action]) -> list[FeedItem]:
    """actions: newest first; neither their actors nor their targets are asked for."""
    items = []
    for action in actions:
        if not items or not items[-1].fits(action):
            items.append(FeedItem())
        items[-1].actions.append(action)
    return items
