"""Renditions are decoded and encoded in a child process, and stored by Wagtail."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any

import willow
from django.conf import settings
from wagtail.images.models import Filter

from .header import DAMAGED
from .limited import run as run_limited
from .limits import EDITORS, PictureRefusedError, Reason
from .rendering import Rendering, render
from .renditions import format_of


class RenderedFilter(Filter):
    """A filter whose result is there already."""

    def __init__(self, spec: str, file: Any):
        super().__init__(spec)
        self.file = file

    def run(self, image, output, source=None):
        self.file.seek(0)
        return willow.Image.open(self.file)


def make_missing(image: Any, specs: Iterable[str]) -> None:
    """Makes the renditions of these filter specs that the image has not. All name their format.

    Raises PictureRefusedError where the original is damaged or too heavy, and SourceImageIOError where it is gone.
    """
    filters = [Filter(spec) for spec in specs]
    found = image.find_existing_renditions(*filters)
    if missing := [each for each in filters if each not in found]:
        with ExitStack() as files:
            targets = [files.enter_context(TemporaryFile()) for _ in missing]
            _render(image, [rendering_of(image, each) for each in missing], targets)
            for each, target in zip(missing, targets, strict=True):
                image.get_rendition(RenderedFilter(each.spec, target))


def rendering_of(image: Any, wagtail_filter: Filter) -> Rendering:
    """What Wagtail's Filter.run() would do. Its rectangle is rounded, and may be a pixel larger than the image."""
    transform = wagtail_filter.get_transform(image)
    left, top, right, bottom = transform.get_rect().round()
    box = max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)
    image_format = format_of(wagtail_filter.spec)
    quality = getattr(settings, f"WAGTAILIMAGES_{image_format.upper()}_QUALITY")
    return Rendering(box, transform.size, image_format, quality)


def _render(image, renderings, targets):
    run = _in_child if settings.INGEST_IN_CHILD else _in_this_process
    with image.open_file() as file, TemporaryFile() as source:
        copyfileobj(file, source)
        source.seek(0)
        run(source, renderings, targets)


def _in_child(source, renderings, targets):
    """What could be ingested within an editor's limits can be rendered within them."""
    arguments = [(target.fileno(), *each) for target, each in zip(targets, renderings, strict=True)]
    run_limited("gallery.images.rendering", [json.dumps(arguments)], source, targets, EDITORS)


def _in_this_process(source, renderings, targets):
    """For tests that make pictures by the hundred."""
    try:
        render(source, renderings, targets)
    except DAMAGED:
        raise PictureRefusedError(Reason.DAMAGED) from None
