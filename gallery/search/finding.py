"""Which pictures a search finds, and what it says where it finds none."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from taggit.models import Tag
from wagtail.search.query import And, PlainText

from gallery.models import ImagePage, Licence
from gallery.visibility import Viewer

from .near_words import corrected
from .words import words_of_query

MOST_ALONE = 5  # words


@dataclass
class Search:
    """`query`: what was typed; of the pictures with this licence and this tag, if any was chosen."""

    viewer: Viewer
    query: str
    licence: Licence | None = None
    tag: Tag | None = None

    @cached_property
    def words(self) -> list[str]:
        return words_of_query(self.query)

    @property
    def has_begun(self) -> bool:
        return bool(self.words or self.is_filtered)

    @property
    def is_filtered(self) -> bool:
        return bool(self.licence or self.tag)

    def pictures(self, words: list[str]) -> Any:
        """By how the words of what search reads begin (indexed.py), the newest first; of "fig fig" one is whole."""
        found = ImagePage.objects.visible_to(self.viewer)
        if words:
            # By their beginnings, as Korean hangs its particles on the end of a word, and English its plural.
            found = found.autocomplete(And([PlainText(word) for word in words]), order_by_relevance=False)
            found = found.get_queryset()
        if self.licence:
            found = found.filter(licence=self.licence)
        if self.tag:
            found = found.filter(tagged_items__tag=self.tag)
        return found.newest()

    def finds(self, words: list[str]) -> bool:
        return self.pictures(words).exists()

    def finds_whole(self, word: str) -> bool:
        return self.finds([f"{word} {word}"])

    @cached_property
    def near(self) -> list[str]:
        """The words that were probably meant; empty where there are none."""
        return corrected(self.words, self.finds, self.finds_whole) or []

    @cached_property
    def words_that_find(self) -> list[str]:
        """Of several that find nothing together, those that do alone."""
        return [word for word in self.words[:MOST_ALONE] if self.finds([word])] if len(self.words) > 1 else []
