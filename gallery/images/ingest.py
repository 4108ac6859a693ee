"""Ingest: an uploaded picture is decoded, turned upright and encoded anew, so that nothing but its pixels is kept.

Without Django: `python -m gallery.images.ingest` is the child process in which it happens (child.py).
"""

import os
import sys
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms

from .exif import Exif, read_exif
from .header import FORMATS
from .limited import limited

LARGEST_PROFILE = 1_000_000  # bytes: a larger colour profile carries something else
# EXIF's orientation -> what makes the picture upright (JEITA CP-3451, "Orientation").
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# How each format is saved: without a visible loss, and in seconds for a large one too.
OPTIONS = {
    "JPEG": {"quality": 95},
    "PNG": {"compress_level": 4},
    "WEBP": {"quality": 95, "method": 2},
    "AVIF": {"quality": 90, "speed": 9},
}


def ingest(source: BinaryIO, target: BinaryIO, longest_side: int | None = None) -> Exif:
    """Writes the clean picture, in the format of `source`, to `target`; no side longer than `longest_side`, in pixels.

    Answers what the camera told. Raises one of DAMAGED for a file that is no picture, or not a whole one.
    """
    with Image.open(source, formats=FORMATS) as image:
        image_format = "JPEG" if image.format == "MPO" else str(image.format)  # MPO: a JPEG that carries another
        exif = read_exif(image)
        profile = image.info.get("icc_profile")
        if longest_side:
            image.draft(image.mode, (longest_side, longest_side))  # a JPEG is decoded in an eighth of its size
        image.load()
        picture = _in_8_bits(image)
    if longest_side:
        picture.thumbnail((longest_side, longest_side))
    picture = _in_srgb(picture, profile)
    if exif.orientation in TURNS:
        picture = picture.transpose(TURNS[exif.orientation])
    picture.info = {}  # or Pillow would write comments, XMP and EXIF back
    picture.save(target, image_format, **OPTIONS[image_format])
    target.flush()
    return exif


def _in_8_bits(image):
    """A copy in one of the modes that all formats can store or that a colour profile is for."""
    if image.mode.startswith("I"):
        return image.point(lambda grey: grey / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert(image.mode if image.mode in ("L", "RGB", "CMYK") else "L" if image.mode == "1" else "RGB")


def _in_srgb(picture, profile):
    """The picture in sRGB, which is what browsers take one without a profile for."""
    if profile and len(profile) <= LARGEST_PROFILE:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a damaged one is none
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def main(memory: int, seconds: int, target: int, longest_side: int) -> int:
    """The child: from standard input to the file descriptor `target`; what the camera told goes to standard output."""

    def work():
        with os.fdopen(target, "wb") as file:
            exif = ingest(sys.stdin.buffer, file, longest_side or None)
        sys.stdout.write(exif.to_json())

    return limited(memory, seconds, work)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
