"""What somebody has added to an album and not published yet, wherever they were interrupted."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gallery.models import GalleryPage, ImagePage

MOST_DRAFTS = 250  # on one page; the others come when these are published


def drafts_of(editor: Any, album: GalleryPage) -> list[ImagePage]:
    """The pictures that the editor has uploaded, may change, and nobody has published or sent to moderators."""
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(editor, "change")
    pages = ImagePage.objects.child_of(album).filter(
        live=False, first_published_at=None, image__uploaded_by_user=editor, pk__in=mine.values("pk")
    )
    pages = pages.select_related("image").prefetch_workflow_states().order_by("pk")[:MOST_DRAFTS]
    return [page for page in pages if not page.workflow_in_progress]


def is_draft_of(editor: Any, album: GalleryPage, page: ImagePage) -> bool:
    """Whether it is among them, of whoever may change it."""
    is_new = not page.live and page.first_published_at is None and not page.workflow_in_progress
    return is_new and page.image.uploaded_by_user_id == editor.pk and page.album_path == album.path


@transaction.atomic
def publish(page: ImagePage, editor: Any) -> str:
    """As far as the editor may: answers "published", "submitted" to moderators, or "draft"."""
    may = page.permissions_for_user(editor)
    if may.can_publish():
        page.save_revision(user=editor, log_action=True).publish(user=editor)
        return "published"
    page.save_revision(user=editor, log_action=True)
    if may.can_submit_for_moderation():
        page.get_workflow().start(page, editor)
        return "submitted"
    return "draft"
