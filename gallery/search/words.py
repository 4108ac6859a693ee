"""The words that search has to do with: of a query, and of the pictures."""

import re
import unicodedata
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.db.transaction import on_commit

LONGEST_QUERY = 200  # characters; what is longer is cut
MOST_WORDS = 20  # of a query; SQLite's parser has no room for a hundred
LONGEST_WORD = 40
AT_ONCE = 500  # words


def query_of(text: str) -> str:
    """Composed, as titles are typed: macOS sends "é" as two characters."""
    return unicodedata.normalize("NFC", text.strip())[:LONGEST_QUERY]


def words_of_query(query: str) -> list[str]:
    """Words alone: SQLite and PostgreSQL each have a query language in which a lone quotation mark is an error."""
    return re.findall(r"\w+", query)[:MOST_WORDS]


def key_of(word: str) -> str:
    """By which words are near: in small letters without accents, Hangul as its single letters."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def words_in(texts: Iterable[str]) -> set[str]:
    """Those of letters alone: nobody mistypes a number into a word."""
    found = {word for text in texts for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())}
    return {word for word in found if 1 < len(word) <= LONGEST_WORD}


def note(pictures: Iterable[Any]) -> None:
    """Adds their words to those that are known: after the transaction, so that none waits for another's new words."""
    words = sorted(words_in(text for picture in pictures for text in (picture.title, picture.searched_text)))
    if words:
        on_commit(partial(_add, words), robust=True)


def forget_all() -> None:
    """Before all pictures are noted anew."""
    on_commit(lambda: apps.get_model("gallery.SearchWord").objects.all().delete())


def _add(words):
    model = apps.get_model("gallery.SearchWord")
    for start in range(0, len(words), AT_ONCE):
        some = words[start : start + AT_ONCE]
        known = set(model.objects.filter(word__in=some).values_list("word", flat=True))
        new = [model(word=word, key=key_of(word)) for word in some if word not in known]
        model.objects.bulk_create(new, ignore_conflicts=True)
