"""Finished files. The image's row has the list of them, so that a page that shows the image asks for nothing else."""

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .renditions import FORMATS, Size, spec

FALLBACK = FORMATS[-1]


class FinishedFile(NamedTuple):
    """A rendition; width and height in pixels."""

    name: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return default_storage.url(self.name)

    @classmethod
    def of(cls, files: Mapping[str, Sequence], filter_spec: str) -> Self | None:
        """files: GalleryImage.files. None while there is no such file."""
        found = files.get(filter_spec)
        return found and cls(*found)  # type: ignore[return-value]


def picture_markup(files: Mapping[str, Sequence], size: Size, attrs: dict) -> SafeString | None:
    """A `<picture>` in the widths and formats of the size that are made; None while there is no JPEG.

    attrs: of the `<img>`; `sizes` for all. Of the same files and attributes it is made once: most pages show pictures
    that were just shown to somebody else.
    """
    widths = (*size.widths, *size.dense_widths)
    found = {
        kind: tuple(tuple(files[each]) for width in widths if (each := spec(width, kind)) in files) for kind in FORMATS
    }
    if not found[FALLBACK]:
        return None
    made = tuple((kind, found[kind]) for kind in FORMATS if found[kind])
    return _markup(made, tuple(attrs.items()), addresses_hold_until())


def addresses_hold_until() -> int:
    """A number that changes when addresses of files do: those of object storage are signed, and end after a while."""
    return int(time.time()) // settings.MEDIA_ADDRESS_SECONDS if settings.MEDIA_ADDRESS_SECONDS else 0


@lru_cache(maxsize=4096)
def _markup(made, attributes, _until):
    """made: (format, its files from the smallest on), the fallback last."""
    files = {kind: [FinishedFile(*each) for each in found] for kind, found in made}
    attrs, smallest = dict(attributes), files[FALLBACK][0]
    sources = format_html_join(
        "",
        '<source srcset="{}" sizes="{}" type="image/{}">',
        ((_srcset(files[kind]), attrs.get("sizes", ""), kind) for kind in files if kind != FALLBACK),
    )
    srcset = _srcset(files[FALLBACK])
    image = {"src": smallest.url, "srcset": srcset, "width": smallest.width, "height": smallest.height}
    return format_html("<picture>{}<img{}></picture>", sources, flatatt(attrs | image))


def _srcset(files):
    """Without repeats: of a small picture several widths are the same."""
    return ", ".join(f"{file.url} {file.width}w" for file in {file.width: file for file in files}.values())
