"""Rows of frames at the pictures' own proportions, however odd these are."""

import pytest

from tests.factories import AlbumFactory, ImageFactory, PictureFactory, image_file, make_gallery

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
    const boxes = [...document.querySelectorAll('.image-card picture, .sheet__end span')]
        .map((each) => each.getBoundingClientRect()).filter(({ width, height }) => width && height);
    return { left, right, boxes };
}"""


def test_no_row_has_a_hole(open_page):
    """Whatever is in it: frames, or the end of the film, reach from edge to edge at one height."""
    hang(*["usual", "tall", "usual", "panorama", "tall", "usual", "usual"] * 2)
    page = open_page("/gallery/still-life/", width=320)
    for number in range(14, 0, -1):
        for width in range(320, 3841, 160):
            page.set_viewport_size({"width": width, "height": 900})
            shown, rows = page.evaluate(FILLED), {}
            for box in shown["boxes"]:
                rows.setdefault(round(box["top"]), []).append(box)
            for row in rows.values():
                assert abs(row[0]["left"] - shown["left"]) < 1, (number, width)
                assert abs(row[-1]["right"] - shown["right"]) < 1, (number, width)
                assert max(box["height"] for box in row) - min(box["height"] for box in row) < 1.5, (number, width)
        page.evaluate("document.querySelector('.image-card:nth-last-child(2)').remove()")


@pytest.mark.parametrize("width", [1024, 1440, 2560])
def test_a_lone_last_frame_does_not_blow_up(open_page, width):
    hang(*["usual"] * 13)
    page = open_page("/gallery/still-life/", width=width)
    while len(rows(page)[-1]) > 1:  # fewer frames before it, until it is alone in its row
        page.evaluate("document.querySelector('.image-card').remove()")
    *full, [alone] = rows(page)
    assert full
    assert alone["height"] <= 1.25 * max(row[0]["height"] for row in full)
