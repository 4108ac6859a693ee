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

SOURCES, FALLBACK = FORMATS[:-1], FORMATS[-1]


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
    """A `<picture>` in every format and width of the size; None while one of them is not made.

    attrs: of the `<img>`; `sizes` for all. Of the same files and attributes it is made once: most pages show pictures
    that were just shown to somebody else.
    """
    found = tuple(tuple(files.get(each, ())) for each in size.specs)
    if not all(found):
        return None
    return _markup(size, found, tuple(attrs.items()), addresses_hold_until())


def addresses_hold_until() -> int:
    """A number that changes when addresses of files do: those of object storage are signed, and end after a while."""
    return int(time.time()) // settings.MEDIA_ADDRESS_SECONDS if settings.MEDIA_ADDRESS_SECONDS else 0


@lru_cache(maxsize=4096)
def _markup(size, found, attributes, _until):
    files = dict(zip(size.specs, (FinishedFile(*each) for each in found), strict=True))
    sets = {kind: _srcset([files[spec(width, kind)] for width in size.widths]) for kind in FORMATS}
    attrs = dict(attributes)
    sizes = attrs.get("sizes", "")
    sources = format_html_join(
        "", '<source srcset="{}" sizes="{}" type="image/{}">', ((sets[kind], sizes, kind) for kind in SOURCES)
    )
    smallest = files[spec(size.widths[0], FALLBACK)]
    image = {"src": smallest.url, "srcset": sets[FALLBACK], "width": smallest.width, "height": smallest.height}
    return format_html("<picture>{}<img{}></picture>", sources, flatatt(attrs | image))


def _srcset(files):
    """Without repeats: of a small picture several widths are the same."""
    return ", ".join(f"{file.url} {file.width}w" for file in {file.width: file for file in files}.values())
