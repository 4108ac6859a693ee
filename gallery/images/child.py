"""Uploaded pictures are decoded and encoded in a child process: one at a time on a machine, within limits."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copyfileobj
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.core.files import File

from .exif import Exif
from .header import DAMAGED, check_header
from .ingest import ingest
from .limited import run as run_limited
from .limits import EDITORS, Limits, PictureRefusedError, Reason

WAIT = 20  # seconds for others' pictures
LOCK = Path(tempfile.gettempdir(), f"contact-sheet-ingest-{os.getuid()}.lock")
# The other threads of this web process are for pages.
waiting = BoundedSemaphore(2)


class IngestedFile(File):
    """A clean picture, what its camera told, and the hash of what was uploaded."""

    def __init__(self, file: Any, name: str, exif: Exif, upload_hash: str):
        super().__init__(file, name)
        self.exif, self.upload_hash = exif, upload_hash

    def __del__(self):
        self.close()  # of a form that was refused for another field


def ingest_upload(file: File, limits: Limits = EDITORS) -> IngestedFile:
    """The clean picture of an uploaded file. Raises PictureRefusedError.

    Call it outside a transaction: it takes up to `limits.seconds`, after waiting for the pictures of others.
    """
    check_header(file, file.size, limits)
    run = _in_child if settings.INGEST_IN_CHILD else _in_this_process
    with tempfile.TemporaryFile() as source, ExitStack() as on_failure:
        clean = on_failure.enter_context(tempfile.TemporaryFile())
        copyfileobj(file, source)
        upload_hash = hash_of(source)
        exif = run(source, clean, limits)
        clean.seek(0)
        on_failure.pop_all()
    return IngestedFile(clean, file.name or "", exif, upload_hash)


def hash_of(file: Any) -> str:
    """By which the same file is known again: SHA-256 of its bytes. It is left at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _in_child(source, clean, limits) -> Exif:
    with _turn():
        arguments = clean.fileno(), limits.stored_side or 0
        return Exif.from_json(run_limited("gallery.images.ingest", arguments, source, [clean], limits))


def _in_this_process(source, clean, limits) -> Exif:
    """For tests that make pictures by the hundred."""
    try:
        return ingest(source, clean, limits.stored_side)
    except DAMAGED:
        raise PictureRefusedError(Reason.DAMAGED) from None


@contextmanager
def _turn() -> Iterator[None]:
    """Waits until no other process of this machine ingests a picture. Raises PictureRefusedError after WAIT."""
    if not waiting.acquire(blocking=False):
        raise PictureRefusedError(Reason.BUSY)
    try:
        with LOCK.open("w") as lock:
            _lock(lock)
            yield
    finally:
        waiting.release()


def _lock(file):
    until = time.monotonic() + WAIT
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise PictureRefusedError(Reason.BUSY) from None
            time.sleep(0.05)
