"""Which pictures a search finds, and what it says where it finds none."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from taggit.models import Tag
from wagtail.search.query import And, PlainText

from gallery.kept_pages import digest_of
from gallery.models import ImagePage, Licence
from gallery.visibility import Viewer
from web.counted import counted_lately

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
        found = self._of_any_licence(words)
        return (found.filter(licence=self.licence) if self.licence else found).newest()

    def numbers(self, words: list[str]) -> dict[str, int]:
        """How many pictures of each licence there are, also of those that were not chosen.

        Of all pictures, for which every row is read, they are counted once a version of the content.
        """
        if words or self.tag:
            return self._count(words)
        site = self.viewer.site and self.viewer.site.pk
        return counted_lately(f"licences:{digest_of(site, self.viewer.sees)}", lambda: self._count([]))

    def _count(self, words):
        return dict(self._of_any_licence(words).order_by().values_list("licence").annotate(Count("pk")))

    def _of_any_licence(self, words):
        found = ImagePage.objects.visible_to(self.viewer)
        if words:
            # By their beginnings, as Korean hangs its particles on the end of a word, and English its plural.
            found = found.autocomplete(And([PlainText(word) for word in words]), order_by_relevance=False)
            found = found.get_queryset()
        return found.filter(tagged_items__tag=self.tag) if self.tag else found

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
