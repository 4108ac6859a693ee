"""An entry in words: "ana liked Half a fig, Brushes and 3 more"."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .feed_items import Entry

NAMED = 2  # targets that are named; of more it is said how many


def sentence(entry: Entry, show: Callable[[object], str], fill: Callable[..., str] = str.format) -> str:
    """In the language that is active.

    show: what stands for the actor and for each target that is named. fill: as `str.format`; `format_html` for HTML.
    """
    targets = _listed([show(target) for target in entry.targets[:NAMED]], len(entry.targets) - NAMED, fill)
    return fill(str(entry.verb.sentence), actor=show(entry.actor), verb=entry.verb.label, targets=targets)


def _listed(names, others, fill):
    if others > 0:
        text = ngettext("{first}, {second} and {number} more", "{first}, {second} and {number} more", others)
        return fill(text, first=names[0], second=names[1], number=others)
    if len(names) == NAMED:
        return fill(_("{first} and {second}"), first=names[0], second=names[1])
    return names[0] if names else ""
