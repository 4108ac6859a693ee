"""Taking a picture in: upright, and free of the place it was taken at and of all else the camera wrote."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from .exif import Exif, read_exif

KEPT = ("icc_profile", "transparency")
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
        upright = _upright(image, exif.orientation)
        return Original(_encode(upright, image), exif, _average_colour(upright))


def _upright(image, orientation):
    """The picture as it is looked at; the same object where nothing is to do."""
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    if image.mode.startswith("I"):  # 16 bits of grey, which JPEG and WebP do not have
        image = image.point(lambda grey: grey / 256).convert("L")
    return image


def _encode(picture, source):
    """The picture in the format of its source, with nothing of what else stood in it but KEPT."""
    options = {name: source.info[name] for name in KEPT if name in source.info}
    quality = _quality(source.format, picture is source)
    picture.info = {}  # where Pillow finds comments, XMP and EXIF to write back
    content = BytesIO()
    picture.save(content, source.format, **options, **quality)
    return ContentFile(content.getvalue())


def _quality(image_format, untouched):
    """Loses nothing that can be seen. A JPEG that stays as it lies keeps its own tables, so hardly a bit changes."""
    if image_format == "JPEG":
        return {"quality": "keep"} if untouched else {"quality": 95, "subsampling": 0}
    return {"PNG": {"optimize": True}, "WEBP": {"quality": 95, "method": 4}, "AVIF": {"quality": 90}}[image_format]


def _average_colour(image):
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"
