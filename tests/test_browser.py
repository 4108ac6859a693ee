"""What only a browser can tell."""

import pytest

from gallery.models import GalleryImage
from gallery.popularity.flushing import flush
from tests.factories import AlbumFactory, ImageFactory, PictureFactory, image_file, make_gallery

from .examine import SHIFTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def frames():
    """Three pictures of different shapes, the newest first, with all their renditions."""
    album = AlbumFactory(parent=make_gallery(), title="Still life")
    sizes = {"Tall": (40, 60), "Wide": (90, 30), "Square": (50, 50)}
    images = [ImageFactory(file=image_file(20 * width, 20 * height)) for width, height in sizes.values()]
    for image in GalleryImage.objects.all():
        image.make_renditions()
    pictures = zip((400, 300, 200), sizes, images, strict=True)
    return [PictureFactory(parent=album, title=title, image=image, age=age) for age, title, image in pictures][::-1]


@pytest.mark.parametrize("javascript", [True, False])
def test_opening_a_picture_counts_and_reloading_does_not(open_page, frames, javascript):
    page = open_page(frames[0].get_absolute_url(), javascript=javascript)
    for _ in range(2):
        flush()
        page.reload()
        assert page.locator("[data-views]").inner_text() == "1"


def test_arrow_keys_turn_the_pages_of_an_album(open_page, frames):
    page = open_page(frames[0].get_absolute_url())
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{frames[1].get_absolute_url()}")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{frames[0].get_absolute_url()}")


def test_arrow_keys_leave_the_search_field_alone(open_page, frames):
    page = open_page(frames[1].get_absolute_url())
    page.get_by_role("searchbox").fill("fig")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(200)
    assert page.url.endswith(frames[1].get_absolute_url())


@pytest.mark.parametrize("width", [320, 390, 1440, 2560])
def test_pages_neither_overflow_nor_shift(open_page, frames, width):
    for path in ("/", "/gallery/", "/gallery/still-life/", frames[1].get_absolute_url(), "/most-viewed/"):
        page = open_page(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(SHIFTS) == [], path


def test_frames_of_a_row_are_of_one_height_and_not_cropped(open_page, frames):
    page = open_page("/gallery/still-life/")
    boxes = [image.bounding_box() for image in page.locator(".image-card img").all()]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert max(box["height"] for box in boxes) - min(box["height"] for box in boxes) < 1.5
    ratios = [round(box["width"] / box["height"], 1) for box in boxes]
    assert ratios == [1.0, 3.0, 0.7]


@pytest.mark.parametrize(("width", "shown"), [(1440, 300), (200, 200)])
def test_a_small_picture_is_not_blown_up(open_page, width, shown):
    picture = PictureFactory(parent=AlbumFactory(parent=make_gallery()), image__file=image_file(300, 150))
    picture.image.make_renditions()
    box = open_page(picture.get_absolute_url(), width=width).locator(".photo img").bounding_box()
    assert (box["width"], box["height"]) == (shown, shown / 2)


def test_the_browser_takes_the_best_format(open_page, frames):
    page = open_page(frames[0].get_absolute_url())
    assert page.evaluate("document.querySelector('.photo img').currentSrc").endswith(".avif")


def test_the_keyboard_reaches_the_content(open_page, frames):
    page = open_page("/gallery/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
