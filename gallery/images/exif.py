"""What a camera wrote into a picture, and, in `written`, people."""

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Self

from PIL import Image
from PIL.ExifTags import IFD, Base

from .written import NOTHING, Written, read_written

LONGEST_TEXT = 100


@dataclass(frozen=True)
class Exif:
    """camera: "Canon EOS R6"; lens: "RF35mm F1.8"; exposure_time: "1/250" (seconds); focal_length in millimetres."""

    camera: str = ""
    lens: str = ""
    exposure_time: str = ""
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    taken_on: date | None = None
    orientation: int = 1
    written: Written = NOTHING

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=date.isoformat)

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        known = json.loads(text)
        day, written = known["taken_on"], known["written"]
        written["keywords"] = tuple(written["keywords"])
        return cls(**{**known, "taken_on": day and date.fromisoformat(day), "written": Written(**written)})


def read_exif(image: Image.Image) -> Exif:
    """What the picture's EXIF says. Never raises: cameras write all kinds of nonsense, which is left out."""
    try:
        tags = image.getexif()
        orientation = tags.get(Base.Orientation, 1)
        photo = tags.get_ifd(IFD.Exif)
    except Exception:  # noqa: BLE001 - Pillow raises SyntaxError, struct.error and more on damaged EXIF
        return Exif(written=read_written(image))
    iso = photo.get(Base.ISOSpeedRatings)
    iso = _number(iso[0] if isinstance(iso, tuple) and iso else iso, below=10_000_000)
    return Exif(
        camera=_camera(_text(tags.get(Base.Make)), _text(tags.get(Base.Model))),
        lens=_text(photo.get(Base.LensModel)),
        exposure_time=_exposure_time(_number(photo.get(Base.ExposureTime), below=100_000)),
        f_number=_number(photo.get(Base.FNumber), below=1_000),
        iso=round(iso) if iso else None,
        focal_length=_number(photo.get(Base.FocalLength), below=100_000),
        taken_on=_date(_text(photo.get(Base.DateTimeOriginal))),
        orientation=orientation if orientation in range(1, 9) else 1,
        written=read_written(image),
    )


def _text(value):
    """One clean line: EXIF texts end in NULs, which PostgreSQL refuses, and may hold anything."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "ignore")
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:LONGEST_TEXT]


def _number(value, below):
    """A positive number less than `below`, rounded to a tenth where it is over 1; None for anything else."""
    with suppress(TypeError, ValueError, ZeroDivisionError, OverflowError):
        number = float(value)
        if math.isfinite(number) and 0 < number < below:
            return round(number, 1) if number >= 1 else number
    return None


def _camera(make, model):
    """Make and model without repeating the make: "NIKON CORPORATION", "NIKON D90" -> "NIKON D90"."""
    if not make or model.lower().startswith(make.split()[0].lower()):
        return model
    return f"{make} {model}".strip()[:LONGEST_TEXT]


def _exposure_time(seconds):
    if seconds is None or seconds < 0.00001:
        return ""
    return f"1/{round(1 / seconds)}" if seconds < 0.5 else f"{round(seconds, 1):g}"


def _date(text):
    with suppress(ValueError):
        return datetime.strptime(text[:10], "%Y:%m:%d").date()
    return None
