"""Rendering: an original is decoded once; what is cut out of it is resized, and encoded in each format.

Without Django: `python -m gallery.images.rendering` is the child process in which it happens (rendered.py).
"""

import json
import math
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple

from PIL import Image

from .header import FORMATS
from .limited import limited

# AVIF: against Pillow's speed of 6, 7 takes 60 % of the time, and a quality higher by one makes up for what it loses
# (docs/performance.md). One thread, as those of a large machine take all the memory that is allowed.
OPTIONS: dict[str, dict] = {
    "jpeg": {"progressive": True, "optimize": True},
    "webp": {},
    "avif": {"speed": 7, "max_threads": 1},
}
# How many pixels are decoded and averaged for one that is shown, a side: with these no difference can be seen.
DECODED_FOR_ONE, AVERAGED_FOR_ONE = 1.5, 3.0


class Rendering(NamedTuple):
    """What is cut out of the original (left, top, right, bottom), how large it becomes, and how it is saved."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]
    image_format: str
    quality: int


def render(source: BinaryIO, renderings: Sequence[Rendering], targets: Iterable[BinaryIO]) -> None:
    """Writes each to its target. Raises one of DAMAGED for an original that is none, or not a whole one."""
    with Image.open(source, formats=FORMATS) as image:
        scale = _draft(image, renderings)
        resized = {cut: _resized(image, scale, *cut) for cut in {(each.box, each.size) for each in renderings}}
    for each, target in zip(renderings, targets, strict=True):
        picture = resized[each.box, each.size]
        if each.image_format == "jpeg" and picture.mode == "RGBA":
            picture = _on_white(picture)
        picture.save(target, each.image_format, quality=each.quality, **OPTIONS[each.image_format])
        target.flush()


def _draft(image, renderings) -> float:
    """Has a JPEG decoded in a half, fourth or eighth of its size where that is enough. Answers which part it is."""
    needed = max(
        size / (end - start)
        for (left, top, right, bottom), (width, height), *_ in renderings
        for size, start, end in ((width, left, right), (height, top, bottom))
    )
    width = image.width
    drafted = image.draft(image.mode, tuple(math.ceil(side * needed * DECODED_FOR_ONE) for side in image.size))
    return drafted[1][2] / width if drafted else 1


def _resized(image, scale, box, size):
    box = tuple(side * scale for side in box)
    return image.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=AVERAGED_FOR_ONE)


def _on_white(picture):
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")


def main(memory: str, seconds: str, renderings: str) -> int:
    """The child: from standard input to file descriptors. renderings: [[descriptor, *Rendering], …] as JSON."""

    def work():
        targets, boxes, sizes, *rest = zip(*json.loads(renderings), strict=True)
        wanted = list(map(Rendering, map(tuple, boxes), map(tuple, sizes), *rest))
        with ExitStack() as files:
            render(sys.stdin.buffer, wanted, [files.enter_context(os.fdopen(target, "wb")) for target in targets])

    return limited(int(memory), int(seconds), work)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
