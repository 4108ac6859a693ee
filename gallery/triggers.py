"""Database triggers that write the content's version anew (models/versions.py), whatever changes it: a form, a command,
an update of many rows. They are made after `migrate`, as most of the tables belong to other apps."""

from secrets import randbits
from typing import Any

from django.apps import apps
from django.db import connections

# Table -> the columns that pages show, or all. Counts and rankings are not content: pages read them.
CONTENT: dict[str, tuple[str, ...]] = {
    "wagtailcore_page": (),
    "wagtailcore_site": (),
    "wagtailcore_pageviewrestriction": (),
    "wagtailcore_pageviewrestriction_groups": (),
    "home_homepage": (),
    "home_choice": (),
    "gallery_galleryindexpage": (),
    "gallery_gallerypage": (),
    "gallery_imagepage": (),
    "gallery_imagepagetag": (),
    "gallery_galleryimage": (),
    "gallery_pageremoval": (),
    "gallery_rankingexclusion": (),
    "taggit_tag": (),
    "wagtailsearch_indexentry": ("autocomplete",),
    "gallery_searchword": (),
    "community_member": (
        *("username", "display_name", "bio", "location", "website", "photo_id"),
        *("is_active", "hide_likes", "hide_follows", "date_joined"),
    ),
}

BEGINNING = "INSERT INTO gallery_contentversion (connection, number) VALUES (0, %s) ON CONFLICT (connection) DO NOTHING"
FUNCTION = """
CREATE OR REPLACE FUNCTION gallery_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO gallery_contentversion (connection, number)
  VALUES (pg_backend_pid() % 1000, (random() * 9e15)::bigint) ON CONFLICT (connection)
  DO UPDATE SET number = excluded.number;
  RETURN NULL;
END $$"""
POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_{name}_content AFTER {event} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION gallery_content_changed()"""
# SQLite has one writer at a time, and triggers for each row alone.
SQLITE_DROP = "DROP TRIGGER IF EXISTS {table}_{name}_content"
SQLITE = """
CREATE TRIGGER {table}_{name}_content AFTER {event} ON {table} BEGIN
  INSERT INTO gallery_contentversion (connection, number) VALUES (0, random() >> 8) ON CONFLICT (connection)
  DO UPDATE SET number = excluded.number;
END"""


def make(using: str, **kwargs: Any) -> None:
    """On post_migrate."""
    connection = connections[using]
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if apps.get_model("gallery.ContentVersion")._meta.db_table not in there:
            return
        cursor.execute(BEGINNING, [randbits(53)])
        if is_postgres:
            cursor.execute(FUNCTION)
        for table in there & CONTENT.keys():
            for name, event in events(CONTENT[table]).items():
                for statement in [POSTGRES] if is_postgres else [SQLITE_DROP, SQLITE]:
                    cursor.execute(statement.format(table=table, name=name, event=event))


def events(columns: tuple[str, ...]) -> dict[str, str]:
    """Name -> event, as triggers say it."""
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    return {"insert": "INSERT", "update": update, "delete": "DELETE"}
