"""Indexes on Wagtail's table of pages, in the orders in which our lists read it.

They are ours, not Wagtail's, whose migrations know nothing of them: those that are missing are made after `migrate`.
"""

from typing import Any

from django.db import connections
from django.db.models import F, Index, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page

# The path of the page above: all pages of an album have the same one.
PARENT_PATH = Substr("path", 1, Length("path") - Page.steplen)
NEWEST = F("first_published_at").desc(), F("id").desc()
LIVE: dict[str, Any] = {"condition": Q(live=True), "include": ["path", "expire_at", "content_type"]}

INDEXES = [
    Index(PARENT_PATH, *NEWEST, name="gallery_pages_of_album", **LIVE),
    Index(*NEWEST, name="gallery_pages_newest", **LIVE),
    Index(F("owner"), *NEWEST, name="gallery_pages_of_owner", **LIVE),
]


def make_missing(using: str, **kwargs: Any) -> None:
    """On post_migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        table = Page._meta.db_table
        if table not in connection.introspection.table_names(cursor):
            return
        there = connection.introspection.get_constraints(cursor, table)
    with connection.schema_editor() as editor:
        for index in INDEXES:
            if index.name not in there:
                editor.add_index(Page, index)
