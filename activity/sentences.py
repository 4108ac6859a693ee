"""A feed item in words: "ana liked Half a fig, Brushes and 3 more"."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from .feed_items import FeedItem

MOST_NAMED = 3  # of more than these, two are named and the others are counted


def sentence(item: FeedItem, show: Callable[[object], str], fill: Callable[..., str] = str.format) -> str:
    """An item of one part in words, in the active language.

    show: turns each actor and target that is named into text or HTML. fill: puts these into a sentence with
    placeholders, as `str.format` does; `format_html` for HTML.
    """
    more_actors, more_targets = (0, item.others) if item.is_run else (item.others, 0)
    actors, targets = (_named(each, show) for each in ((item.actors, more_actors), (item.targets, more_targets)))
    texts = {"actor": fill(_actors(**actors), **actors), "targets": fill(_targets(**targets), **targets)}
    return fill(str(item.verb.sentence), verb=item.verb.label, **texts)


def _named(listed: tuple[list, int], show: Callable[[object], str]) -> dict[str, Any]:
    """(some, how many others there are) as what fills the placeholders of a list.

    Where but one of those is left that were loaded, the others are not counted.
    """
    some, others = listed
    named = some if len(some) + others <= MOST_NAMED else some[: MOST_NAMED - 1]
    names = dict(zip(("first", "second", "third"), map(show, named), strict=False))
    return {**names, "number": len(some) + others - len(named) if len(named) > 1 else 0}


def _actors(*, number: int, **names: str) -> str:
    """In a wording of their own: in Korean, each name has a word of respect beside it."""
    if number:
        return npgettext("who", "{first}, {second} and {number} more", "{first}, {second} and {number} more", number)
    return [
        "",
        pgettext("who", "{first}"),
        pgettext("who", "{first} and {second}"),
        pgettext("who", "{first}, {second} and {third}"),
    ][len(names)]


def _targets(*, number: int, **names: str) -> str:
    if number:
        return ngettext("{first}, {second} and {number} more", "{first}, {second} and {number} more", number)
    return ["", "{first}", _("{first} and {second}"), _("{first}, {second} and {third}")][len(names)]
