"""Ingest: an uploaded picture is turned upright and rid of its metadata, such as the place where it was taken."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from .exif import Exif, read_exif

KEPT = ("icc_profile", "transparency")  # of what Pillow reads beside the pixels
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


@dataclass(frozen=True)
class IngestedPicture:
    content: ContentFile  # in the format of the uploaded file
    exif: Exif
    colour: str  # the average, "#rrggbb": shown until the picture arrives


def ingest(file) -> IngestedPicture:
    """The clean picture, and what the camera wrote into the file.

    Raises OSError (Pillow's UnidentifiedImageError is one) for a file that is no picture, or not a whole one.
    """
    file.seek(0)
    # Pillow warns of damaged EXIF, about which nobody can do anything.
    with warnings.catch_warnings(action="ignore", category=UserWarning), Image.open(file) as image:
        if image.format == "MPO":  # a JPEG that carries a second one, as phones write them
            image.format = "JPEG"
        exif = read_exif(image)
        image.load()
        upright = _upright(image, exif.orientation)
        return IngestedPicture(_encode(upright, image), exif, _average_colour(upright))


def _upright(image, orientation):
    """The picture turned as it is to be looked at; the same object where nothing has to be changed."""
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    if image.mode.startswith("I"):  # 16 bits of grey, which JPEG and WebP do not have
        image = image.point(lambda grey: grey / 256).convert("L")
    return image


def _encode(picture, source):
    """A file in the format of `source`, with the pixels of `picture` and, of all else in the source, KEPT alone."""
    options = {name: source.info[name] for name in KEPT if name in source.info}
    quality = _quality(source.format, picture is source)
    picture.info = {}  # or Pillow would write comments, XMP and EXIF back
    content = BytesIO()
    picture.save(content, source.format, **options, **quality)
    return ContentFile(content.getvalue())


def _quality(image_format, untouched):
    """Options for saving without a visible loss. A JPEG with untouched pixels keeps its own quantisation tables."""
    if image_format == "JPEG":
        return {"quality": "keep"} if untouched else {"quality": 95, "subsampling": 0}
    return {"PNG": {"optimize": True}, "WEBP": {"quality": 95, "method": 4}, "AVIF": {"quality": 90}}[image_format]


def _average_colour(image):
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"
