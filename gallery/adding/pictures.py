"""The one door through which a file becomes a picture of an album: a GalleryImage and the draft of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import transaction
from wagtail.images.utils import get_allowed_image_extensions

from gallery.images.child import IngestedFile, hash_of, ingest_upload
from gallery.images.header import check_header
from gallery.images.limits import EDITORS, PictureRefusedError, Reason
from gallery.models import GalleryPage, ImagePage, Licence

from .images import fill_in, free_slug, name_of, store_image
from .known import pages_of


class AlreadyThereError(Exception):
    """The gallery has this file: `page` shows it."""

    def __init__(self, page: ImagePage):
        super().__init__(page.title)
        self.page = page


@dataclass(frozen=True)
class Given:
    """What is the same for all pictures of an upload.

    tags: beside the file's own. credit: instead of it. owner: None for who uploads.
    """

    tags: tuple[str, ...] = ()
    licence: str = Licence.ALL_RIGHTS
    owner: Any = None
    credit: str = ""


def add_picture(album: GalleryPage, file: File, editor: Any, given: Given) -> ImagePage:
    """A draft of the file's picture. Raises PictureRefusedError and AlreadyThereError.

    editor: who adds it; None for a command.

    Call it outside a transaction: the file is ingested first. Then all is there or nothing, wherever this is killed; a
    file without a row is swept (images/orphans.py).
    """
    if PurePath(name_of(file)).suffix.lower().lstrip(".") not in get_allowed_image_extensions():
        raise PictureRefusedError(Reason.NO_PICTURE)
    check_header(file, file.size, EDITORS)
    upload_hash = hash_of(file)
    refuse_known(upload_hash)
    with ingest_upload(file) as clean, transaction.atomic():
        album = GalleryPage.objects.select_for_update(no_key=True).get(pk=album.pk)  # one after another, whoever adds
        refuse_known(upload_hash, clean)
        image = store_image(clean, editor)
        return _add_page(album, image, clean, editor, given)


def refuse_known(upload_hash: str, clean: IngestedFile | None = None) -> None:
    if page := pages_of(upload_hash, clean).first():
        raise AlreadyThereError(page)


def _add_page(album, image, clean, editor, given):
    said = {"licence": given.licence, "credit": given.credit, "owner": editor or given.owner}
    page = ImagePage(title=image.title, image=image, live=False, **said)
    fill_in(page, clean)
    page.tags.set([*page.tags.all(), *given.tags])
    page.slug = free_slug(page.title, album)
    album.add_child(instance=page)  # the log says that the editor has made it
    if given.owner != page.owner and given.owner:
        page.owner = given.owner
        page.save(clean=False)
    page.save_revision(user=editor, clean=False)
    return page


def pictures_in(files: Iterable[str]) -> list[str]:
    """Those of a folder's names that are no leavings of a computer: ".DS_Store", "__MACOSX/._fig.jpg"."""
    return [name for name in files if not any(part.startswith((".", "__MACOSX")) for part in PurePath(name).parts)]
