"""Several pictures as one block, each at about its own proportions: in lines of one width, without a gap at any end."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Self

from django import template

from gallery.models import ImagePage
from gallery.templatetags.gallery_tags import ratio_class

register = template.Library()
NARROWEST, WIDEST = 0.6, 2.4  # a frame of another shape shows its picture with margins; a block is no wider
CROPPED = 1.25  # a block that is up to this much wider loses that at its pictures' sides, rather than get another line
ROW = 22 * 1.3, 430 * 1.3  # about how high a row becomes, in vw, and in pixels at most: feed-item.css


class Frame(NamedTuple):
    page: ImagePage
    ratio: float  # width by height
    is_odd: bool

    @classmethod
    def of(cls, page: ImagePage) -> Self:
        own = page.image.width / page.image.height
        ratio = min(max(own, NARROWEST), WIDEST)
        return cls(page, ratio, ratio != own)

    @property
    def shape(self) -> str:
        return ratio_class(self.ratio)


class Line(NamedTuple):
    frames: Sequence[Frame]

    @property
    def ratio(self) -> float:
        return sum(frame.ratio for frame in self.frames)

    @property
    def shape(self) -> str:
        return ratio_class(self.ratio)


class Mosaic(NamedTuple):
    lines: Sequence[Line]

    @property
    def own_ratio(self) -> float:
        return 1 / sum(1 / line.ratio for line in self.lines)

    @property
    def ratio(self) -> float:
        return min(self.own_ratio, WIDEST)

    @property
    def shape(self) -> str:
        return ratio_class(self.ratio)


@register.filter
def mosaic(pages: Sequence) -> Mosaic | None:
    """In as few lines as make it no wider than it may be. None for what is no picture."""
    if not pages or not isinstance(pages[0], ImagePage):
        return None
    frames = [Frame.of(page) for page in pages]
    mosaics = (_in_lines(frames, number) for number in range(1, len(frames) + 1))
    return next(each for each in mosaics if each.own_ratio <= CROPPED * WIDEST)


def _in_lines(frames, number):
    """Of about one length, the longer ones last."""
    ends = [number_of * len(frames) // number for number_of in range(number + 1)]
    return Mosaic([Line(frames[begin:end]) for begin, end in pairwise(ends)])


@register.simple_tag
def sizes(mosaic: Mosaic, line: Line, frame: Frame) -> str:
    """How wide the frame is shown, for `sizes`."""
    part = mosaic.ratio * frame.ratio / line.ratio
    of_window, most = (part * each for each in ROW)
    on_phones = 92 if len(mosaic.lines) == len(line.frames) == 1 else 46
    return f"(max-width: 40rem) {on_phones}vw, min({of_window:.0f}vw, {most:.0f}px)"
