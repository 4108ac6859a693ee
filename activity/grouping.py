"""Which actions are one item of a feed."""

from collections import Counter
from collections.abc import Sequence

from .feed_items import FeedItem
from .models import Action


def group(actions: Sequence[Action]) -> list[FeedItem]:
    """Those to one target are one item. Of the others, what one actor did to several targets in a row is one.

    actions: newest first; neither their actors nor their targets are asked for. An item stands where its newest action
    does.
    """
    done_to = Counter(map(_target, actions))
    items: list[FeedItem] = []
    of_targets: dict[tuple, FeedItem] = {}
    run = None
    for action in actions:
        target = _target(action)
        if action.target_id is not None and done_to[target] > 1:
            item = of_targets.get(target)
            of_targets[target] = item = item or _begin(items)
        else:
            item = run = run if run and run.fits(action) else _begin(items)
        item.actions.append(action)
    return items


def _target(action):
    return action.target_ct_id, action.target_id


def _begin(items):
    items.append(FeedItem())
    return items[-1]
