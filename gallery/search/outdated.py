"""Entries of the index are written anew when something changes that belongs to others than the picture's page.

Triggers note the pictures, whatever changes it: a form, a command, an update of many rows. The worker does the rest.
"""

from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections
from wagtail.search.backends import get_search_backend

CHUNK = 100  # pictures; on a busy machine half a second


class Source(NamedTuple):
    """What search reads of a table, and the pictures that it is read for (SQL)."""

    table: str
    columns: tuple[str, ...]
    pictures: str


SOURCES = {
    "image": Source("gallery_galleryimage", ("description", "is_decorative"), "image_id = NEW.id"),
    "album": Source(
        "wagtailcore_page",
        ("title", "live"),
        # Between these paths stand the pages right below it; ZZZZ is the last that treebeard gives.
        "page_ptr_id IN (SELECT id FROM wagtailcore_page WHERE path > NEW.path AND path <= NEW.path || 'ZZZZ')",
    ),
    "owner": Source("wagtailcore_page", ("owner_id",), "page_ptr_id = NEW.id"),
    "member": Source(
        "community_member",
        ("username", "display_name", "is_active"),
        "page_ptr_id IN (SELECT id FROM wagtailcore_page WHERE owner_id = NEW.id)",
    ),
    "tag": Source(
        "taggit_tag",
        ("name",),
        "page_ptr_id IN (SELECT content_object_id FROM gallery_imagepagetag WHERE tag_id = NEW.id)",
    ),
}

NOTE = "INSERT INTO gallery_outdatedentry (picture) SELECT page_ptr_id FROM gallery_imagepage WHERE {pictures}"
POSTGRES = (
    f"""
CREATE OR REPLACE FUNCTION gallery_outdates_{{name}}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {NOTE};
  RETURN NULL;
END $$""",
    """
CREATE OR REPLACE TRIGGER gallery_outdates_{name} AFTER UPDATE OF {columns} ON {table}
FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION gallery_outdates_{name}()""",
)
SQLITE = (
    "DROP TRIGGER IF EXISTS gallery_outdates_{name}",
    f"""
CREATE TRIGGER gallery_outdates_{{name}} AFTER UPDATE OF {{columns}} ON {{table}}
FOR EACH ROW WHEN {{changed}} BEGIN
  {NOTE};
END""",
)


def make_triggers(using: str, **kwargs: Any) -> None:
    """On post_migrate, as most of the tables belong to other apps."""
    connection = connections[using]
    is_postgres = connection.vendor == "postgresql"
    statements, differs = (POSTGRES, "IS DISTINCT FROM") if is_postgres else (SQLITE, "IS NOT")
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not {"gallery_outdatedentry", *(source.table for source in SOURCES.values())} <= there:
            return
        for name, (table, columns, pictures) in SOURCES.items():
            changed = " OR ".join(f"OLD.{each} {differs} NEW.{each}" for each in columns)
            facts = {"name": name, "table": table, "columns": ", ".join(columns), "pictures": pictures}
            for statement in statements:
                cursor.execute(statement.format(**facts, changed=changed))


def index_some() -> bool:
    """Writes the entries of a chunk of the pictures that were noted; answers whether there was anything to do.

    A picture that changes meanwhile is noted once more. A worker that is killed, or two at once, write some twice.
    """
    outdated, picture = apps.get_model("gallery.OutdatedEntry"), apps.get_model("gallery.ImagePage")
    some = dict(outdated.objects.order_by("pk").values_list("pk", "picture")[:CHUNK])
    if not some:
        return False
    get_search_backend().add_bulk(picture, list(picture.get_indexed_objects().filter(pk__in=some.values())))
    outdated.objects.filter(pk__in=some).delete()
    return True
