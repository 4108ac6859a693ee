"""Who may add pictures: who may add pages to the album, and images to a collection."""

from typing import Any

from gallery.models import GalleryPage

from .images import collection_for


def may_add(editor: Any, album: Any) -> bool:
    return (
        isinstance(album, GalleryPage)
        and album.permissions_for_user(editor).can_add_subpage()
        and collection_for(editor) is not None
    )


def may_give_away(editor: Any, album: GalleryPage) -> bool:
    """Whether another member may be the owner: for whoever may change their pictures all the same."""
    return album.permissions_for_user(editor).can_publish_subpage()
