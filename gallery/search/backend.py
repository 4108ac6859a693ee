"""Wagtail's search in the database, which notes the words of the pictures too: setting WAGTAILSEARCH_BACKENDS."""

from typing import Any

from django.apps import apps
from wagtail.search.backends import database

from . import words


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    backend = database.SearchBackend(params)
    backend.index_class = type("NotingIndex", (NotesWords, backend.index_class), {})
    return backend


class NotesWords:
    def add_items(self, model, objs):
        super().add_items(model, objs)
        if model is apps.get_model("gallery.ImagePage"):
            words.note(objs)

    def delete_stale_entries(self):
        """`update_index` begins with it, and then adds everything."""
        super().delete_stale_entries()
        words.forget_all()
