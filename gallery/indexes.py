"""Indexes on Wagtail's table of pages, in the orders in which our lists read it.

They are ours, not Wagtail's, whose migrations know nothing of them: those that are missing are made after `migrate`.
"""

from typing import Any

from django.db import connections
from django.db.models import CharField, F, Func, Index, Q
from wagtail.models import Page


class ParentPath(Func):
    """The path of the page above, which all pages of an album share. SQLite wants its numbers written out."""

    template = f"SUBSTR(%(expressions)s, 1, LENGTH(%(expressions)s) - {Page.steplen})"
    arity = 1
    output_field = CharField()


PARENT_PATH = ParentPath("path")
NEWEST = F("first_published_at").desc(), F("id").desc()
LIVE: dict[str, Any] = {"condition": Q(live=True), "include": ["path", "expire_at"]}

INDEXES = [
    Index(F("content_type"), PARENT_PATH, *NEWEST, name="gallery_pages_of_album", **LIVE),
    Index(F("content_type"), *NEWEST, name="gallery_pages_newest", **LIVE),
    Index(F("content_type"), F("owner"), *NEWEST, name="gallery_pages_of_owner", **LIVE),
    Index(F("expire_at"), name="gallery_pages_expiring", condition=Q(expire_at__isnull=False)),
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
