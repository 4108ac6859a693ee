"""Where pictures' files lie. Their names are secrets: who knows the address of a rendition can see it.

Originals are never served. The renditions of a picture that is hidden from the public move to new names.
"""

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage

from web.errors import DISK_FULL

ORIGINALS, RENDITIONS = "originals", "renditions"


def secret_name(folder: str, filename: str) -> str:
    """A name of 128 random bits, with the file's extension: "renditions/0f…c3.webp"."""
    return f"{folder}/{secrets.token_hex(16)}{PurePosixPath(filename).suffix.lower()}"


class MediaStorage(FileSystemStorage):
    """Django's, without half a file where the disk is full."""

    def _save(self, name, content):
        try:
            return super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        except OSError as error:
            if error.errno in DISK_FULL:
                self.delete(name)
            raise
