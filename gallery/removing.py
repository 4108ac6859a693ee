"""How large albums go: at once for everybody to see, and picture by picture in the worker.

What many members liked counts as large too: its likes are rows that go with it.
"""

from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.dispatch import Signal
from wagtail.log_actions import log
from wagtail.models import Page

from .models import ImageStats, PageRemoval

PAGES_AT_ONCE = 20  # that may go in one request
REACTIONS_AT_ONCE = 1_000  # likes and bookmarks of these
CHUNK = 2  # pages; Wagtail takes some 20 ms for each

# Before pictures are deleted: pages, a list of their ids. A receiver removes a chunk of what it keeps about them in the
# same transaction, and answers whether there was any.
emptying = Signal()


def is_large(page: Page) -> bool:
    """Whether the worker has to delete it. Counts no further than that."""
    pages = list(_branch(page).values_list("pk", flat=True)[: PAGES_AT_ONCE + 1])
    reactions = ImageStats.objects.filter(pk__in=pages).aggregate(sum=Sum(F("likes") + F("bookmarks")))
    return len(pages) > PAGES_AT_ONCE or (reactions["sum"] or 0) > REACTIONS_AT_ONCE


@transaction.atomic
def remove_later(page: Page, editor: Any) -> None:
    """Nobody sees the page and what is below it from now on (visibility.py); remove_some() deletes them."""
    PageRemoval.objects.get_or_create(page_id=page.pk, defaults={"editor": editor})
    if page.live:
        page.specific.unpublish(user=editor)


@transaction.atomic
def remove_some() -> bool:
    """Deletes a chunk of a page's branch, at last the page; answers whether there was anything to do.

    One worker at a time does so. Should it be killed, the chunk is as it was, and the next beat begins with it.
    """
    removal = PageRemoval.objects.select_for_update(skip_locked=True).order_by("created").first()
    if removal is None:
        return False
    pages = list(_branch(removal.page)[:CHUNK])
    if not any(found for _receiver, found in emptying.send(Page, pages=[page.pk for page in pages])):
        _delete(pages, removal.editor)
    return True


def _branch(page):
    """It and all pages below it; each comes after those that are below it."""
    return Page.objects.filter(path__startswith=page.path).order_by("-path")


def _delete(pages, editor):
    """As Wagtail deletes a branch, with an entry in its log for each page."""
    ids = [page.pk for page in pages]
    list(ImageStats.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))  # as storing.py does
    for page in Page.objects.filter(pk__in=ids).specific():
        log(page, "wagtail.delete", user=editor, deleted=True)
    Page.objects.filter(pk__in=ids).delete()
