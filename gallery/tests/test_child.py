"""Uploads in their child process, as in production."""

import resource
import subprocess
import threading
import time
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gallery.images import child
from gallery.images.child import ingest_upload
from gallery.images.forms import PictureField
from gallery.images.limits import EDITORS, MEGABYTE, MEMBERS_PHOTOS, Limits, PictureRefusedError, Reason
from tests.factories import image_file

from . import hostile

TIGHT = Limits(bytes=30 * MEGABYTE, pixels=64_000_000, side=12_000, memory=400 * MEGABYTE, seconds=2)


@pytest.fixture(autouse=True)
def in_child(settings):
    settings.INGEST_IN_CHILD = True


def test_a_picture_comes_back_clean_with_what_its_camera_told():
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Camera"
    clean = ingest_upload(image_file(60, 40, exif=exif))
    with Image.open(clean) as image:
        assert image.size == (40, 60)
        assert not image.getexif()
    assert clean.exif.camera == "Camera"


def test_a_photo_comes_back_small():
    with Image.open(ingest_upload(image_file(4000, 3000), MEMBERS_PHOTOS)) as image:
        assert image.size == (1024, 768)


def refusal(content, limits, name="picture.png"):
    with pytest.raises(PictureRefusedError) as caught:
        ingest_upload(ContentFile(content, name), limits)
    return caught.value.reason


def test_a_picture_that_takes_too_much_memory_ends_its_child_alone():
    assert refusal(hostile.png(7_000, 7_000, 8, 6), TIGHT) == Reason.TOO_HEAVY


def test_a_picture_that_takes_too_long_ends_its_child_alone():
    assert refusal(hostile.many_scans(), TIGHT, "scans.jpg") == Reason.TOO_HEAVY


def test_a_child_that_waits_for_ever_is_ended(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 20")
    sleeper.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(sleeper))
    began = time.monotonic()
    assert refusal(hostile.png(9, 9), replace(TIGHT, seconds=0.1)) == Reason.TOO_HEAVY
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", ["half a JPEG", "half a PNG", "no rows"])
def test_half_a_picture_is_damaged_and_not_too_heavy(name):
    assert refusal(hostile.hostile_files()[name][1], EDITORS) == Reason.DAMAGED


def test_the_photos_of_the_attack_are_refused_by_their_header(monkeypatch):
    """Eight of these kept everybody waiting for 40 seconds."""
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("It was decoded"))
    attack = hostile.png(8000, 8000, 16, 6)
    assert refusal(attack, MEMBERS_PHOTOS) == Reason.TOO_MANY_PIXELS
    assert refusal(hostile.png(100, 100, 16, 6), MEMBERS_PHOTOS) == Reason.TOO_DEEP
    assert refusal(bytes(MEMBERS_PHOTOS.bytes + 1), MEMBERS_PHOTOS) == Reason.TOO_MANY_BYTES
    assert refusal(hostile.png(12_001, 2), EDITORS) == Reason.TOO_LONG


@pytest.mark.parametrize(
    ("name", "content"), [pytest.param(*each, id=key) for key, each in hostile.hostile_files().items()]
)
@pytest.mark.parametrize("limits", [EDITORS, MEMBERS_PHOTOS], ids=["editor", "member"])
def test_hostile_files_are_refused(name, content, limits):
    with pytest.raises(ValidationError):
        PictureField(limits=limits).clean(SimpleUploadedFile(name, content))


def test_hostile_files_cost_next_to_nothing():
    """Of the web process, whose threads are for pages: its memory and its processor time."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.process_time()
    files = hostile.hostile_files()
    made = time.process_time()
    for name, content in files.values():
        with pytest.raises(ValidationError):
            PictureField().clean(SimpleUploadedFile(name, content))
    seconds = time.process_time() - made
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    assert seconds / len(files) < 0.2, f"{seconds:.2f} s for {len(files)} files, made in {made - began:.2f} s"
    assert grown < 200_000  # kilobytes: of making the files, too


def test_who_has_to_wait_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(child, "WAIT", 0.1)
    with child.LOCK.open("w") as lock:
        child.fcntl.flock(lock, child.fcntl.LOCK_EX)
        assert refusal(hostile.png(9, 9), EDITORS) == Reason.BUSY
    ingest_upload(image_file())


def test_who_waits_for_a_moment_gets_a_turn():
    with child.LOCK.open("w") as lock:
        child.fcntl.flock(lock, child.fcntl.LOCK_EX)
        leave = threading.Timer(0.2, child.fcntl.flock, [lock, child.fcntl.LOCK_UN])
        leave.start()
        assert ingest_upload(image_file(60, 40), TIGHT).size
        leave.join()


def test_most_threads_of_a_web_process_are_for_pages():
    with child.waiting, child.waiting:
        assert refusal(hostile.png(9, 9), EDITORS) == Reason.BUSY
    ingest_upload(image_file())
