"""Editors change many pictures at once."""

from collections.abc import Callable
from typing import Any

from gallery.models import ImagePage


def may_revise(user: Any, page: Any) -> bool:
    permissions = page.permissions_for_user(user)
    return isinstance(page, ImagePage) and permissions.can_edit() and not permissions.page_locked()


def revise(picture: ImagePage, user: Any, change: Callable[[ImagePage], None]) -> bool:
    """Stores a revision with the change, made on top of the newest; answers whether the public sees it.

    It is published where the newest was public and this user may publish. Elsewhere it is a draft: publishing it would
    publish what somebody else has not finished.
    """
    is_public = picture.live and not picture.has_unpublished_changes
    newest = picture.get_latest_revision_as_object()
    change(newest)
    revision = newest.save_revision(user=user, log_action=True, clean=False)
    if publish := is_public and picture.permissions_for_user(user).can_publish():
        revision.publish(user=user)
    return publish
