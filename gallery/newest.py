"""Pictures, newest first, however many there are: what is skipped or counted is read from an index alone."""

from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from .indexes import PARENT_PATH
from .visibility import visible


def picture_pages(viewer: Any, pages: Any = None) -> Any:
    """The visible pictures as plain pages: without the rows of `ImagePage`, which cost more than the index.

    pages: a queryset of `ImagePage`, where few rows are wanted, with what they show.
    """
    kind = ContentType.objects.get_for_model(apps.get_model("gallery.ImagePage"))
    pages = Page.objects.all() if pages is None else pages
    return visible(pages.filter(content_type=kind), viewer)


def in_album(pages: Any, path: str) -> Any:
    """Those of the pages that stand directly in the album with this tree path."""
    return pages.alias(parent_path=PARENT_PATH).filter(parent_path=path)


class NewestPictures:
    """The pictures of these pages, for a Paginator: they are read from whichever end is nearer."""

    def __init__(self, pages: QuerySet):
        self.pages = pages.order_by("-first_published_at", "-id")

    def count(self) -> int:
        return self._count

    @cached_property
    def _count(self):
        return self.pages.order_by().count()

    def __len__(self):
        return self._count

    def __getitem__(self, wanted: slice) -> list:
        ids = list(self._ids(wanted.start or 0, wanted.stop))
        found = apps.get_model("gallery.ImagePage").objects.for_cards().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def _ids(self, start, stop):
        ids = self.pages.values_list("pk", flat=True)
        if start == 0 or start < self._count / 2:
            return ids[start:stop]
        return reversed(ids.reverse()[max(0, self._count - stop) : self._count - start])
