"""Taking a picture in: upright, and free of the place it was taken at and of all else the camera wrote."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps
from PIL.ExifTags import Base

from .exif import Exif, read_exif

FORMATS = {"JPEG", "PNG", "WEBP", "AVIF"}


@dataclass(frozen=True)
class Original:
    content: ContentFile
    exif: Exif
    colour: str  # the average, "#rrggbb": shown until the picture arrives


def take_in(file) -> Original:
    """The clean picture, and what the camera told.

    Raises OSError (Pillow's UnidentifiedImageError among them) for what is no whole picture.
    """
    file.seek(0)
    # Pillow warns of damaged EXIF, which cameras write and nobody can mend.
    with warnings.catch_warnings(action="ignore", category=UserWarning), Image.open(file) as image:
        if image.format == "MPO":  # a JPEG that carries a second one, as phones write them
            image.format = "JPEG"
        exif = read_exif(image)
        image.load()
        return Original(_clean(image), exif, _average_colour(image))


def _clean(image):
    turned = image.getexif().get(Base.Orientation, 1) != 1
    ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    image.info = {}  # where Pillow finds comments, XMP and EXIF to write back
    content = BytesIO()
    options = {"icc_profile": profile} if profile else {}
    image.save(content, image.format, **options, **_quality(image.format, turned))
    return ContentFile(content.getvalue())


def _quality(image_format, turned):
    """Loses nothing that can be seen. A JPEG that stays as it lies keeps its own tables, so hardly a bit changes."""
    if image_format == "JPEG":
        return {"quality": 95, "subsampling": 0} if turned else {"quality": "keep"}
    return {"PNG": {"optimize": True}, "WEBP": {"quality": 95, "method": 4}, "AVIF": {"quality": 90}}[image_format]


def _average_colour(image):
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"
