"""What people wrote into a picture's file: its title, who took it, its keywords. Without Django, as for the child.

XMP is asked before IPTC, and IPTC before EXIF, as the newer can say more: https://www.iptc.org/std/photometadata/.
Nothing else of the three is read, so no place where a picture was taken ever leaves the child.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Self

from PIL import Image, IptcImagePlugin
from PIL.ExifTags import IFD, Base

LONGEST_LINE, LONGEST = 200, {"caption": 5000, "alt_text": 255, "keywords": 50}
MOST_KEYWORDS = 30
# What cameras write where a caption should be.
NO_CAPTIONS = {"olympus digital camera", "sony dsc", "samsung csc", "kodak digital still camera", "default", "untitled"}
UTF_8 = b"\x1b%G"


@dataclass(frozen=True)
class Written:
    """title: "Half a fig"; credit: "Ana Lima, Bram Roos"; alt_text: what IPTC calls so; taken_on: an ISO date."""

    title: str = ""
    caption: str = ""
    alt_text: str = ""
    credit: str = ""
    copyright: str = ""
    keywords: tuple[str, ...] = ()
    taken_on: str = ""

    @classmethod
    def first_of(cls, *sources: "Written") -> Self:
        """Of each field the first that says something."""
        said: dict[str, Any] = {}
        for field in fields(cls):
            said[field.name] = next(filter(None, (getattr(each, field.name) for each in sources)), field.default)
        return cls(**said)


NOTHING = Written()


def read_written(image: Image.Image) -> Written:
    """Never raises: what is damaged says nothing."""
    return Written.first_of(*(_quietly(read, image) for read in (_xmp, _iptc, _exif)))


def _quietly(read: Callable[[Image.Image], Written], image: Image.Image) -> Written:
    try:
        return read(image)
    except Exception:  # noqa: BLE001 - Pillow and the XML parser raise all kinds on damaged files
        return NOTHING


def _xmp(image):
    found: dict[str, Any] = {}
    for described in _list(image.getxmp().get("xmpmeta", {}).get("RDF", {}).get("Description")):
        found |= described
    names = {name: _items(found.get(name)) for name in ("title", "creator", "subject", "rights", "description")}
    days = (found.get(name) for name in ("DateCreated", "DateTimeOriginal"))
    return _written(
        title=[*names["title"], *_items(found.get("Headline"))],
        caption=names["description"],
        alt_text=_items(found.get("AltTextAccessibility")),
        credit=names["creator"],
        copyright=names["rights"],
        keywords=names["subject"],
        days=[day for each in days for day in _items(each)],
    )


def _items(value) -> list[str]:
    """The texts of an RDF list, or of a text in several languages, the default one first."""
    if isinstance(value, dict):
        texts = [_items(each) for kind in ("Alt", "Seq", "Bag") for each in _list(value.get(kind, {}).get("li"))]
        return [text for text in (value.get("text"), *(text for each in texts for text in each)) if text]
    return [value] if isinstance(value, str) else []


def _list(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _iptc(image):
    found = IptcImagePlugin.getiptcinfo(image) or {}
    coding = "utf-8" if found.get((1, 90)) == UTF_8 else None

    def texts(*numbers):
        return [_decoded(each, coding) for number in numbers for each in _list(found.get((2, number)))]

    return _written(
        title=texts(5, 105),
        caption=texts(120),
        credit=texts(80),
        copyright=texts(116),
        keywords=texts(25),
        days=texts(55),
    )


def _exif(image):
    tags = image.getexif()

    def texts(*names):
        wide = (Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords)
        return [_decoded(tags.get(name), "utf-16-le" if name in wide else None) for name in names]

    return _written(
        title=texts(Base.XPTitle),
        caption=texts(Base.ImageDescription, Base.XPComment),
        credit=[*filter(None, texts(Base.Artist, Base.XPAuthor))][:1],
        copyright=texts(Base.Copyright),
        keywords=[word for text in texts(Base.XPKeywords) for word in text.split(";")],
        days=[_decoded(tags.get_ifd(IFD.Exif).get(Base.DateTimeOriginal), None)],
    )


def _decoded(value, coding) -> str:
    """Without a coding: UTF-8 where it is that, else Latin 1. Pillow gives some of EXIF as numbers, or decoded."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return value
    value = bytes(value or b"")
    try:
        return value.decode(coding or "utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _written(*, days: Iterable[str], **texts: Iterable[str]) -> Written:
    """texts: by the names of the fields; several of a title are choices, several of a credit are people."""
    lines = {name: _clean(found, LONGEST.get(name, LONGEST_LINE)) for name, found in texts.items()}
    lines["caption"] = [text for text in lines["caption"] if text.lower() not in NO_CAPTIONS]
    first = {name: found[0] for name, found in lines.items() if found and name not in {"credit", "keywords"}}
    return Written(
        credit=", ".join(lines["credit"])[:LONGEST_LINE],
        keywords=tuple(dict.fromkeys(lines["keywords"]))[:MOST_KEYWORDS],
        taken_on="".join(_days(days)[:1]),
        **first,
    )


def _clean(texts: Iterable[str], longest: int) -> list[str]:
    """Each one line; the texts that say nothing are left out. EXIF ends in NULs, which PostgreSQL refuses."""
    lines = (" ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest] for text in texts)
    return [line for line in lines if line]


def _days(texts: Iterable[str]) -> list[str]:
    """The first days that are any, of "2018:07:14 12:30:00", "2018-07-14T12:30:00Z" and "20180714"."""
    found = []
    for text in texts:
        digits = "".join(c for c in text[:10] if c.isdigit())
        try:
            found.append(datetime.strptime(digits, "%Y%m%d").date().isoformat())
        except ValueError:
            continue
    return found


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
