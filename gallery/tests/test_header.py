"""A picture is judged by its header: what is just within the limits is taken, one more of anything is not."""

import warnings
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from gallery.images.header import check_header
from gallery.images.limits import EDITORS, MEGABYTE, MEMBERS_PHOTOS, Limits, PictureRefusedError, Reason
from tests.factories import image_file

from . import hostile

MOVING = hostile.many_frames("WEBP", 3)  # 16 by 16 pixels
JUST_ENOUGH = Limits(bytes=len(MOVING), pixels=256, side=16, frames=3)


def judge(content, limits, size=None):
    """Why it is refused; None where it is taken."""
    try:
        check_header(BytesIO(content), size or len(content), limits)
    except PictureRefusedError as error:
        return error.reason
    return None


def test_what_is_just_within_the_limits_is_taken():
    assert judge(MOVING, JUST_ENOUGH) is None


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("bytes", Reason.TOO_MANY_BYTES),
        ("pixels", Reason.TOO_MANY_PIXELS),
        ("side", Reason.TOO_LONG),
        ("frames", Reason.TOO_MANY_FRAMES),
    ],
)
def test_one_more_than_a_limit_is_refused(limit, reason):
    assert judge(MOVING, replace(JUST_ENOUGH, **{limit: getattr(JUST_ENOUGH, limit) - 1})) == reason


@pytest.mark.parametrize(
    ("limits", "megabytes", "width", "height"), [(EDITORS, 30, 8000, 8000), (MEMBERS_PHOTOS, 20, 8000, 5000)]
)
def test_how_large_the_sites_pictures_may_be(limits, megabytes, width, height):
    def picture(*size):
        return hostile.png(*size, rows=b"")

    assert judge(picture(width, height), limits, megabytes * MEGABYTE) is None
    assert judge(picture(width, height), limits, megabytes * 1024 * 1024 + 1) == Reason.TOO_MANY_BYTES
    assert judge(picture(width, height + 1), limits) == Reason.TOO_MANY_PIXELS
    assert judge(picture(12_000, 2), limits) is None
    assert judge(picture(2, 12_001), limits) == Reason.TOO_LONG
    assert judge(hostile.many_frames("WEBP", 100), limits) is None
    assert judge(hostile.many_frames("WEBP", 101), limits) == Reason.TOO_MANY_FRAMES


def test_a_members_photo_may_cost_less_than_an_editors_picture():
    assert MEMBERS_PHOTOS.memory < EDITORS.memory
    assert MEMBERS_PHOTOS.seconds < EDITORS.seconds


@pytest.mark.parametrize("image_format", ["AVIF", "JPEG", "PNG", "WEBP"])
def test_a_picture_that_stands_still_has_one_frame(image_format):
    still = image_file(16, 16, image_format).read()
    assert judge(still, replace(JUST_ENOUGH, bytes=len(still), frames=1)) is None


@pytest.mark.parametrize("depth", [(16, 0), (16, 2), (16, 6)])
def test_only_editors_may_send_16_bits_a_channel(depth):
    assert judge(hostile.png(9, 9, *depth), EDITORS) is None
    assert judge(hostile.png(9, 9, *depth), MEMBERS_PHOTOS) == Reason.TOO_DEEP
    assert judge(hostile.png(9, 9, 8, depth[1]), MEMBERS_PHOTOS) is None


@pytest.mark.parametrize(
    "error",
    [OSError, RuntimeError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError],
)
def test_whatever_pillow_raises_the_file_is_damaged(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(Image, "open", fail)
    assert judge(MOVING, EDITORS) == Reason.DAMAGED


def test_a_bomb_is_refused_too_where_warnings_are_errors():
    with warnings.catch_warnings(action="error"):
        assert judge(hostile.png(11_000, 11_000, rows=b""), EDITORS) == Reason.TOO_MANY_PIXELS


def test_a_judged_file_can_be_read_from_its_beginning():
    file = BytesIO(MOVING)
    for limits in (JUST_ENOUGH, replace(JUST_ENOUGH, pixels=1)):
        file.seek(5)
        with suppress(PictureRefusedError):
            check_header(file, len(MOVING), limits)
        assert file.tell() == 0
