"""What a feed shows: actions, of which a run of similar ones is one item."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from .models import Action
from .verbs import Verb

LONGEST_RUN = timedelta(days=1)  # from the oldest to the newest action of an item


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
    def targets(self) -> list:
        return [action.target for action in self.actions if action.target is not None]

    def fits(self, action: Action) -> bool:
        """Whether the action, the next older one of the feed, belongs to this run."""
        mine = self.newest
        same = (mine.actor_id, mine.verb, mine.target_ct_id) == (action.actor_id, action.verb, action.target_ct_id)
        return same and mine.target_ct_id is not None and abs(mine.created - action.created) < LONGEST_RUN


def group_runs(actions: Iterable[Action]) -> list[FeedItem]:
    """actions: newest first. Leaves out those whose target was not loaded, as it is gone or hidden from the viewer."""
    items = []
    for action in actions:
        if action.target_id is not None and action.target is None:
            continue
        if not items or not items[-1].fits(action):
            items.append(FeedItem())
        items[-1].actions.append(action)
    return items
