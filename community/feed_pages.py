"""A page of a feed: how many of the actions it has, and as which items.

A page has the actions between two cursors, all of them. So nothing that happens later moves its older items, and none
is there twice. A picture is in one item of a page; what happened to it before is an item of its own on an older page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from activity.feed_items import FeedItem
from activity.grouping import group
from activity.models import Action

ITEMS_A_PAGE = 20
LONGEST = 600  # actions read for a run, at most

Read = Callable[[int | None], list[Action]]


@dataclass
class FeedPage:
    items: list[FeedItem]
    next: int | None  # the cursor of the next page, which has the actions older than the one of this id
    number: int = 1
    of_everybody: bool = False


def page_of(read: Read, length: int, before: int | None = None) -> FeedPage:
    """read: answers up to `length` + 1 of the actions older than a cursor, newest first: the last tells that there are
    more. before: the page's cursor; None for the first page.
    """
    actions, goes_on = _without_half_a_run(read, length, before)
    items = group(actions)
    while len(items) > ITEMS_A_PAGE:
        first_too_many = items[ITEMS_A_PAGE].newest
        actions, goes_on = actions[: actions.index(first_too_many)], True
        items = group(actions)
    return FeedPage(items, actions[-1].pk if goes_on else None)


def _without_half_a_run(read, length, before):
    """The page's actions, and whether there are older ones.

    A run that is longer than what was read is left to the next page. If it is the first of the page, it is read on.
    """
    actions = read(before)
    if len(actions) <= length:
        return actions, False
    last = actions[-1]
    item = next(each for each in group(actions) if each.actions[-1] is last)
    if not item.is_run:
        return actions[:-1], True
    if before_it := actions[: actions.index(item.newest)]:
        return before_it, True
    return _to_the_end(item, actions, read, length)


def _to_the_end(run, actions, read, length):
    while len(actions) < LONGEST:
        further = read(actions[-1].pk)
        fitting = list(takewhile(run.fits, further))
        actions += fitting
        if len(fitting) < len(further):
            return actions, True
        if len(further) <= length:
            return actions, False
    return actions, True
