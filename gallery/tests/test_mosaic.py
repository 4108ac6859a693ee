import pytest

from gallery.models import GalleryImage, ImagePage
from gallery.templatetags.mosaic_tags import CROPPED, WIDEST, mosaic, sizes

pytestmark = pytest.mark.django_db  # the defaults of their models ask for rows


def pictures(*ratios):
    return [ImagePage(image=GalleryImage(width=round(1000 * ratio), height=1000)) for ratio in ratios]


def lines(*ratios):
    return [len(line.frames) for line in mosaic(pictures(*ratios)).lines]


@pytest.mark.parametrize(
    ("number", "lines", "ratio"),
    [(1, [1], 1), (2, [1, 1], 0.6), (3, [1, 2], 2 / 3), (4, [2, 2], 1), (6, [2, 2, 2], 2 / 3)],
)
def test_what_is_no_picture_is_a_square_in_a_block_no_wider_than_high(number, lines, ratio):
    made = mosaic([object()] * number)
    assert not made.of_pictures
    assert [len(line.frames) for line in made.lines] == lines
    assert made.ratio == pytest.approx(ratio)
    assert sizes(made, made.lines[0], made.lines[0].frames[0]).startswith("(max-width: 40rem) 44px, ")


def test_few_or_narrow_pictures_are_one_line_and_many_are_several():
    assert lines(1.5) == [1]
    assert lines(1.5, 1.5) == [2]
    assert lines(0.67, 0.67, 0.67) == [3]
    assert lines(1.5, 1.5, 1.5) == [1, 2]
    assert lines(*[1.5] * 5) == [2, 3]
    assert lines(*[1.5] * 6) == [3, 3]
    assert lines(*[2.4] * 6) == [2, 2, 2]


@pytest.mark.parametrize("ratios", [[1.5], [0.7, 1.5], [1.5] * 6, [0.6] * 6, [2.4] * 6, [0.6, 2.4, 1, 2.4, 0.8]])
def test_the_lines_of_one_width_are_together_as_high_as_the_block(ratios):
    made = mosaic(pictures(*ratios))
    width = 1000
    height = sum(width / line.ratio for line in made.lines)
    assert width / height == pytest.approx(made.own_ratio)
    assert made.own_ratio <= CROPPED * WIDEST
    assert [frame.ratio for frame in all_frames(made)] == ratios


def all_frames(made):
    return [frame for line in made.lines for frame in line.frames]


@pytest.mark.parametrize(("ratio", "shape"), [(5, "ratio-240"), (0.2, "ratio-60")])
def test_a_frame_of_another_shape_shows_the_whole_picture(ratio, shape):
    [frame] = all_frames(mosaic(pictures(ratio)))
    assert (frame.is_odd, frame.shape) == (True, shape)
    assert not all_frames(mosaic(pictures(1.5)))[0].is_odd


def test_sizes_follow_from_the_place_in_the_block():
    one, six = mosaic(pictures(1.5)), mosaic(pictures(*[1.5] * 6))
    assert sizes(one, one.lines[0], one.lines[0].frames[0]) == "(max-width: 40rem) 92vw, min(43vw, 838px)"
    assert sizes(six, six.lines[0], six.lines[0].frames[0]) == "(max-width: 40rem) 46vw, min(21vw, 419px)"
