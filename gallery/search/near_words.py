"""Words near one that was mistyped: the same on PostgreSQL, by its trigrams, and on SQLite."""

from collections.abc import Callable
from difflib import SequenceMatcher

from django.contrib.postgres.search import TrigramDistance
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Least, Length, StrIndex

from gallery.models import SearchWord

from .words import key_of

LOOKED_AT = 200  # words that share most trigrams; of these the nearest is taken
MOST_TRIED = 8  # of the nearest, as they may lead to hidden pictures alone
NEAR = 0.75  # of 1, by difflib
MOST_CORRECTED = 5  # words of a query
SHORTEST = 3  # letters; of Hangul a syllable has two or three


def corrected(
    words: list[str], finds: Callable[[list[str]], bool], finds_whole: Callable[[str], bool]
) -> list[str] | None:
    """The words with the nearest that find pictures in place of those that find none; None if there is no such.

    finds: whether words together find anything, by how they begin; finds_whole: whether a word does that stands there
    as it is. These alone decide what is shown, so a word of hidden pictures is as good as none.
    """
    if not 0 < len(words) <= MOST_CORRECTED:
        return None
    better = [word if len(words) > 1 and finds([word]) else _nearest(word, finds_whole) for word in words]
    found = [word for word in better if word]
    return found if len(found) == len(words) and found != words and finds(found) else None


def _nearest(word, finds_whole) -> str | None:
    return next((near for near in near_words(word)[:MOST_TRIED] if finds_whole(near)), None)


def near_words(word: str) -> list[str]:
    """Of all words that were noted, hidden pictures' too, those near this one: the nearest first."""
    key = key_of(word)
    if len(key) < SHORTEST:
        return []
    found = [(_likeness(key, other), near) for near, other in _with_most_trigrams(key).values_list("word", "key")]
    return [near for likeness, near in sorted(found, key=lambda each: (-each[0], each[1])) if likeness >= NEAR]


def _likeness(key, other) -> float:
    if abs(len(key) - len(other)) > max(1, len(key) // 4):
        return 0
    return SequenceMatcher(None, key, other).ratio()


def _with_most_trigrams(key) -> QuerySet:
    if connection.vendor == "postgresql":
        return SearchWord.objects.order_by(TrigramDistance("key", key))[:LOOKED_AT]
    shared = sum((_has(trigram) for trigram in trigrams(key)), Value(0))
    return SearchWord.objects.annotate(shared=shared).order_by("-shared", Length("key"))[:LOOKED_AT]


def trigrams(key: str) -> set[str]:
    """As PostgreSQL's pg_trgm sees them: with two spaces before, and one after."""
    padded = f"  {key} "
    return {padded[start : start + 3] for start in range(len(key) + 1)}


def _has(trigram):
    """1 or 0."""
    return Least(StrIndex(Concat(Value("  "), "key", Value(" ")), Value(trigram)), 1)
