"""A zip that is sent as one file, by a browser without script. With script it is opened there (static/js/unzip.js)."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from typing import Any

from django.core.files import File

from gallery.images.limits import EDITORS, PictureRefusedError, Reason

from .pictures import pictures_in

MOST_FILES = 1000


def names_within(uploads: Iterable[File]) -> Iterator[tuple[str, Any]]:
    """(name, how to open it) of each file, and of each in a zip instead of that: `with open() as file`."""
    for upload in uploads:
        if zipfile.is_zipfile(upload):
            archive = zipfile.ZipFile(upload)
            names = pictures_in(name for name in archive.namelist() if not name.endswith("/"))
            yield from ((name, _opener(archive, name)) for name in names[:MOST_FILES])
        else:
            yield upload.name or "", upload.open


def _opener(archive, name):
    @contextmanager
    def opened():
        """No more of it is unpacked than a picture may have, whatever the zip says of its size."""
        with tempfile.TemporaryFile() as content:
            try:
                with archive.open(name) as packed:
                    copyfileobj(_Bounded(packed), content)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
                raise PictureRefusedError(Reason.DAMAGED) from None
            content.seek(0)
            yield File(content, name)

    return opened


class _Bounded:
    def __init__(self, file):
        self.file, self.left = file, EDITORS.bytes + 1

    def read(self, size):
        chunk = self.file.read(min(size, self.left))
        self.left -= len(chunk)
        return chunk
