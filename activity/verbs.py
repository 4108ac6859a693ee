"""What can be done. A new verb is a line in `Verb`, and needs no migration.

Editors see it in their record at once. For the members' feed it goes into `PUBLIC`, and has a sentence of its own in
`SENTENCES`, so that it can be translated. `community/feed.py` says from whom it is hidden, `home/design_states.py`
shows it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    JOINED = "joined", _("joined")
    FOLLOWED = "followed", _("followed")
    UNFOLLOWED = "unfollowed", _("unfollowed")
    PUBLISHED = "published", _("published")
    LIKED = "liked", _("liked")
    UNLIKED = "unliked", _("unliked")
    BOOKMARKED = "bookmarked", _("bookmarked")
    UNBOOKMARKED = "unbookmarked", _("unbookmarked")

    @property
    def is_public(self) -> bool:
        """Whether other members see it. What is undone only editors see; bookmarks nobody else does."""
        return self in PUBLIC

    @property
    def happens_once(self) -> bool:
        """Whether an actor does it to a target once and never again."""
        return self in ONCE

    @property
    def undone_by(self) -> "Verb | None":
        return UNDONE_BY.get(self)

    @property
    def sentence(self):
        """A translatable sentence with the placeholders {actor}, {verb} and {targets}."""
        return SENTENCES.get(self) or _("{actor} {verb} {targets}")


UNDONE_BY = {Verb.FOLLOWED: Verb.UNFOLLOWED, Verb.LIKED: Verb.UNLIKED, Verb.BOOKMARKED: Verb.UNBOOKMARKED}
OWN = {Verb.BOOKMARKED, Verb.UNBOOKMARKED}  # for nobody but the member
ONCE = {Verb.PUBLISHED}
PUBLIC = {Verb.JOINED, Verb.FOLLOWED, Verb.PUBLISHED, Verb.LIKED}

SENTENCES = {
    Verb.JOINED: _("{actor} joined"),
    Verb.FOLLOWED: _("{actor} followed {targets}"),
    Verb.PUBLISHED: _("{actor} published {targets}"),
    Verb.LIKED: _("{actor} liked {targets}"),
}


def public_verbs() -> list[Verb]:
    return [verb for verb in Verb if verb.is_public]


def choices():
    """Called by the field, so that a new verb needs no migration."""
    return Verb.choices


def choices_for_editors():
    return [(verb.value, verb.label) for verb in Verb if verb not in OWN]
