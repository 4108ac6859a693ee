"""A zip that is sent as one file, by a browser without script. With script it is opened there (static/js/unzip.js)."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.core.files import File

from gallery.images.limits import EDITORS, PictureRefusedError, Reason

from .pictures import pictures_in

MOST_FILES = 1000


def names_within(uploads: Iterable[File]) -> Iterator[tuple[str, Any]]:
    """(name, how to open it) of each file, and of each in a zip instead of that: `with open() as file`."""
    for upload in uploads:
        name = upload.name or ""
        if name.lower().endswith(".zip") and zipfile.is_zipfile(upload):
            yield from _within(upload)
        else:
            yield name, upload.open


def _within(upload):
    try:
        archive = zipfile.ZipFile(upload)
    except zipfile.BadZipFile:
        yield upload.name, upload.open
        return
    names = pictures_in(name for name in archive.namelist() if not name.endswith("/"))
    yield from ((name, _opener(archive, name)) for name in names[:MOST_FILES])


def _opener(archive, name):
    @contextmanager
    def opened():
        """No more of it is unpacked than a picture may have, whatever the zip says of its size."""
        try:
            with archive.open(name) as packed:
                content = packed.read(EDITORS.bytes + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
            raise PictureRefusedError(Reason.DAMAGED) from None
        yield File(BytesIO(content), name)

    return opened
