"""Rows of frames at the pictures' own proportions, however odd these are."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from gallery.models import ImagePage
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RATIOS = {"usual": (600, 400), "panorama": (2000, 200), "slit": (40, 800), "tall": (300, 450)}
WIDTHS = [320, 768, 1440, 2560]


def hang(*shapes):
    album = AlbumFactory(parent=make_gallery(), title="Still life")
    images = {name: ImageFactory(file=image_file(*RATIOS[name])) for name in set(shapes)}
    for image in images.values():
        image.make_renditions()
    for age, name in enumerate(shapes):
        PictureFactory(parent=album, title=f"{name} {age}", image=images[name], age=age)


def boxes(page):
    """Of each frame: left, top, width and height of the picture as it is painted inside."""
    return page.evaluate("""[...document.querySelectorAll('.image-card img')].map((image) => {
        const { x, y, width, height } = image.getBoundingClientRect();
        const ratio = image.width && image.getAttribute('width') / image.getAttribute('height');
        return { x, y, width, height, shown: Math.min(width / height, ratio), ratio };
    })""")


def rows(page):
    found = {}
    for box in boxes(page):
        found.setdefault(round(box["y"]), []).append(box)
    return list(found.values())


@pytest.mark.parametrize("width", WIDTHS)
def test_frames_of_a_row_share_one_height_and_fill_it(open_page, width):
    hang(*["usual", "tall", "usual", "usual", "tall"] * 4)
    page = open_page("/gallery/still-life/", width=width)
    *full, _last = rows(page)
    assert len(full) >= 2
    right = {round(row[-1]["x"] + row[-1]["width"]) for row in full}
    assert max(right) - min(right) <= 1
    for row in full:
        assert max(box["height"] for box in row) - min(box["height"] for box in row) < 1
        assert all(abs(box["width"] / box["height"] - box["ratio"]) < 0.02 for box in row)


@pytest.mark.parametrize("width", WIDTHS)
def test_odd_pictures_are_whole_and_break_nothing(open_page, width):
    hang("usual", "panorama", "slit", "usual", "slit", "panorama", "tall")
    page = open_page("/gallery/still-life/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in boxes(page):
        assert box["width"] >= 64
        assert box["height"] <= 700
        assert box["x"] + box["width"] <= width
    fits = page.evaluate("[...document.querySelectorAll('.image-card img')].map((i) => getComputedStyle(i).objectFit)")
    for box, fit in zip(boxes(page), fits, strict=True):
        assert fit == "contain" or abs(box["width"] / box["height"] - box["ratio"]) < 0.02


FILLED = """() => {
    const { left, right } = document.querySelector('.sheet').getBoundingClientRect();
    const drawn = [...document.querySelectorAll('.image-card picture, .sheet__end span')]
        .filter((each) => each.closest('li').clientHeight);
    const boxes = drawn.map((each) => {
        const { left, right, top, width, height } = each.getBoundingClientRect();
        return { left, right, top, width, height, isEnd: each.matches('.sheet__end span') };
    });
    return { left, right, boxes };
}"""


def ends_on_purpose(row, right):
    """The film's end is drawn, no larger than a frame is, and what is bare beside it is no less than that."""
    end = row[-1]
    return end["isEnd"] and end["width"] < 1.52 * end["height"] < right - end["right"] + 1


def test_no_row_has_a_hole(open_page):
    """Whatever is in it: frames reach from edge to edge at one height, or the film ends there for all to see."""
    hang(*["usual", "tall", "usual", "panorama", "tall", "usual", "usual"] * 2)
    page, seen = open_page("/gallery/still-life/", width=320), set()
    for number in range(14, 0, -1):
        for width in range(320, 3841, 160):
            page.set_viewport_size({"width": width, "height": 900})
            shown, rows = page.evaluate(FILLED), {}
            for box in shown["boxes"]:
                rows.setdefault(round(box["top"]), []).append(box)
            *_, last = rows.values()
            for row in rows.values():
                filled = abs(row[-1]["right"] - shown["right"]) < 1
                assert abs(row[0]["left"] - shown["left"]) < 1, (number, width)
                assert filled or (row is last and ends_on_purpose(row, shown["right"])), (number, width)
                assert max(box["height"] for box in row) - min(box["height"] for box in row) < 1.5, (number, width)
                seen.add((filled, row[-1]["isEnd"]))
        page.evaluate("document.querySelector('.image-card:nth-last-child(2)').remove()")
    assert seen == {(True, False), (True, True), (False, True)}


@pytest.mark.parametrize("width", [320, 560, 700])
def test_a_chosen_row_that_wraps_is_filled_by_its_pictures(open_page, width):
    hang(*["usual"] * 4)
    page = open_page("/gallery/still-life/usual-0/", width=width)
    shown = page.evaluate(FILLED)
    assert len(rows(page)) >= 2
    assert not any(box["isEnd"] for box in shown["boxes"])
    assert {round(row[-1]["x"] + row[-1]["width"]) for row in rows(page)} == {round(shown["right"])}


def test_what_is_not_drawn_takes_no_room(open_page):
    hang(*["usual"] * 3)
    page = open_page("/gallery/still-life/", width=1440)
    bottoms = page.evaluate("""['.sheet', '.image-card:nth-child(3)'].map((each) => {
        const box = document.querySelector(each), { bottom } = box.getBoundingClientRect();
        return bottom + parseFloat(getComputedStyle(box).marginBottom) * (each == '.sheet' ? 1 : 0);
    })""")
    assert len(rows(page)) == 1
    assert bottoms[0] == pytest.approx(bottoms[1], abs=1)


@pytest.mark.parametrize("density", [1, 1.25, 2])
def test_an_unexposed_frame_is_hatched_evenly(open_page, density):
    hang(*["usual"] * 4)
    page = open_page("/gallery/still-life/", width=1440, device_scale_factor=density)
    page.evaluate("document.querySelector('.sheet__end b').remove()")
    hatched = Image.open(BytesIO(page.locator(".sheet__end span").screenshot())).convert("L")
    period = round(16 * density)
    inside = hatched.crop((4, 4, hatched.width - 4, hatched.height - 4))
    moved = ImageChops.offset(inside, period, 0).crop((period, 0, *inside.size))
    assert len(inside.getcolors()) > 1
    assert ImageChops.difference(moved, inside.crop((period, 0, *inside.size))).getbbox() is None


def test_a_profile_that_shows_all_says_that_it_ends(open_page):
    ana = MemberFactory(username="ana")
    hang(*["usual"] * 7)
    ImagePage.objects.update(owner=ana)
    page = open_page("/people/ana/", width=1440)
    assert [len(row) for row in rows(page)] == [3, 3, 1]
    end = page.locator(".sheet__end")
    assert end.inner_text() == "The end"
    assert end.bounding_box()["width"] <= 1.05 * max(box["width"] for box in boxes(page))


@pytest.mark.parametrize("width", [1024, 1440, 2560])
def test_a_lone_last_frame_does_not_blow_up(open_page, width):
    hang(*["usual"] * 13)
    page = open_page("/gallery/still-life/", width=width)
    while len(rows(page)[-1]) > 1:  # fewer frames before it, until it is alone in its row
        page.evaluate("document.querySelector('.image-card').remove()")
    *full, [alone] = rows(page)
    assert full
    assert alone["height"] <= 1.25 * max(row[0]["height"] for row in full)
