"""A feed item in words: "ana liked Half a fig, Brushes and 3 more"."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .feed_items import FeedItem

NAMED = 2  # targets that are named; the others are only counted


def sentence(item: FeedItem, show: Callable[[object], str], fill: Callable[..., str] = str.format) -> str:
    """The item in words, in the active language.

    show: turns the actor, and each target that is named, into text or HTML. fill: puts these into a sentence with
    placeholders, as `str.format` does; `format_html` for HTML.
    """
    targets = _listed([show(target) for target in item.targets[:NAMED]], len(item.targets) + item.others - NAMED, fill)
    return fill(str(item.verb.sentence), actor=show(item.actor), verb=item.verb.label, targets=targets)


def _listed(names: list, others: int, fill: Callable) -> str:
    if others > 0:
        text = ngettext("{first}, {second} and {number} more", "{first}, {second} and {number} more", others)
        return fill(text, first=names[0], second=names[1], number=others)
    if len(names) == NAMED:
        return fill(_("{first} and {second}"), first=names[0], second=names[1])
    return names[0] if names else ""
