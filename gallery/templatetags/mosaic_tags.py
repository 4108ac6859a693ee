"""Several pictures as one block, each at about its own proportions: in lines of one width, without a gap at any end.

What is no picture, say a member, is a square in it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self

from django import template

from gallery.models import ImagePage
from gallery.templatetags.gallery_tags import ratio_class

register = template.Library()
NARROWEST, WIDEST = 0.6, 2.4  # a frame of another shape shows its picture with margins; a block is no wider
WIDEST_OF_SQUARES = 1  # a block of members is no larger than the photographs beside it
CROPPED = 1.25  # a block that is up to this much wider loses that at its pictures' sides, rather than get another line
ROW = 22 * 1.3, 430 * 1.3  # about how high a row becomes, in vw, and in pixels at most: tokens.css


class Frame(NamedTuple):
    target: Any
    ratio: float  # width by height
    is_odd: bool

    @classmethod
    def of(cls, target: Any) -> Self:
        own = target.image.width / target.image.height if isinstance(target, ImagePage) else 1
        ratio = min(max(own, NARROWEST), WIDEST)
        return cls(target, ratio, ratio != own)

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
    of_pictures: bool

    @property
    def own_ratio(self) -> float:
        return 1 / sum(1 / line.ratio for line in self.lines)

    @property
    def widest(self) -> float:
        return WIDEST if self.of_pictures else WIDEST_OF_SQUARES

    @property
    def ratio(self) -> float:
        return min(max(self.own_ratio, NARROWEST), self.widest)

    @property
    def shape(self) -> str:
        return ratio_class(self.ratio)


@register.filter
def mosaic(targets: Sequence) -> Mosaic:
    """In as few lines as make it no wider than it may be."""
    frames = [Frame.of(target) for target in targets]
    mosaics = (_in_lines(frames, number) for number in range(1, len(frames) + 1))
    return next(each for each in mosaics if each.own_ratio <= CROPPED * each.widest)


def _in_lines(frames, number):
    """Of about one length, the longer ones last."""
    ends = [number_of * len(frames) // number for number_of in range(number + 1)]
    of_pictures = isinstance(frames[0].target, ImagePage)
    return Mosaic([Line(frames[begin:end]) for begin, end in pairwise(ends)], of_pictures)


@register.simple_tag
def sizes(mosaic: Mosaic, line: Line, frame: Frame) -> str:
    """How wide the frame is shown, for `sizes`."""
    part = mosaic.ratio * frame.ratio / line.ratio
    of_window, most = (part * each for each in ROW)
    return f"(max-width: 40rem) {_on_phones(mosaic, line)}, min({of_window:.0f}vw, {most:.0f}px)"


def _on_phones(mosaic, line):
    if not mosaic.of_pictures:
        return "44px"  # they are beside the words
    return "92vw" if len(mosaic.lines) == len(line.frames) == 1 else "46vw"
