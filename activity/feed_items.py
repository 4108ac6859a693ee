"""What a feed shows: actions, those of a run folded into one entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from .models import Action
from .verbs import Verb

RUN = timedelta(days=1)  # the longest that one entry tells of


@dataclass
class Entry:
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

    def takes(self, action: Action) -> bool:
        """Whether the action, the next older one, goes on with this run."""
        mine = self.newest
        same = (mine.actor_id, mine.verb, mine.target_ct_id) == (action.actor_id, action.verb, action.target_ct_id)
        return same and mine.target_ct_id is not None and abs(mine.created - action.created) < RUN


def fold(actions: Iterable[Action]) -> list[Entry]:
    """actions: newest first. Those whose target was not found among what the viewer may see are left out."""
    entries = []
    for action in actions:
        if action.target_id is not None and action.target is None:
            continue
        if not entries or not entries[-1].takes(action):
            entries.append(Entry())
        entries[-1].actions.append(action)
    return entries
