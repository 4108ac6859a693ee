"""What a feed shows: actions, some of which are one item together."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Prefetch, prefetch_related_objects

from .models import Action
from .targets import target_models
from .verbs import Verb

LONGEST_RUN = timedelta(days=1)  # from the oldest to the newest action of a run
SHOWN = 6  # of the targets or actors of an item; the others are counted


@dataclass
class FeedItem:
    """What was done to one target: "ana and bram liked Half a fig", "chiyo published Half a fig".

    Or a run of one actor's actions of one verb: "ana liked Half a fig, Brushes and 3 more".
    """

    actions: list[Action] = field(default_factory=list)  # newest first

    @property
    def newest(self) -> Action:
        return self.actions[0]

    @property
    def verb(self) -> Verb:
        """Of an item with one part."""
        return Verb(self.newest.verb)

    @property
    def created(self):
        return self.newest.created

    @property
    def is_run(self) -> bool:
        return self.newest.target_id != self.actions[-1].target_id

    @property
    def parts(self) -> list["FeedItem"]:
        """One for each verb: each is a sentence of its own."""
        by_verb: dict[str, list[Action]] = {}
        for action in self.actions:
            by_verb.setdefault(action.verb, []).append(action)
        return [FeedItem(actions) for actions in by_verb.values()]

    @property
    def shown(self) -> list[Action]:
        return [action for part in self.parts for action in part.actions[:SHOWN]]

    @property
    def actors(self) -> list:
        """Of the actions that are shown."""
        return list(dict.fromkeys(action.actor for action in self.shown))

    @property
    def targets(self) -> list:
        """Of the actions that are shown, without those that are gone meanwhile."""
        return list(dict.fromkeys(action.target for action in self.shown if action.target is not None))

    @property
    def others(self) -> int:
        """How many actions there are beside these: of a run that many targets, else that many actors."""
        return len(self.actions) - len(self.shown)

    def fits(self, action: Action) -> bool:
        """Whether the action, an older one, goes on with this run."""
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
