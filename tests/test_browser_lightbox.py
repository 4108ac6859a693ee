"""The picture in the whole window: opened, leafed through, closed, with the keyboard alone."""

import pytest

from gallery.models import ImageStats
from gallery.popularity.flushing import flush
from tests.factories import AlbumFactory, ImageFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ["First", "Second", "Third", "Fourth", "Fifth"]


@pytest.fixture
def album():
    """Five pictures, the first being the newest."""
    album = AlbumFactory(parent=make_gallery(), title="Still life")
    image = ImageFactory(file=image_file(900, 600))
    image.make_renditions()
    return [PictureFactory(parent=album, title=title, image=image, age=age) for age, title in enumerate(TITLES, 1)]


def open_lightbox(page):
    page.locator("[data-lightbox]").focus()
    page.keyboard.press("Enter")
    page.locator(".pswp--ui-visible").wait_for()


def wait_until_closed(page):
    page.locator(".pswp").wait_for(state="detached")


def caption(page, text):
    page.locator(".pswp__bar").filter(has_text=text).wait_for()


@pytest.mark.parametrize("way", ["escape", "back", "button"])
def test_it_opens_and_closes_and_leaves_the_page_as_it_was(open_page, album, way):
    page = open_page("/gallery/still-life/")
    page.locator(".image-card__link").nth(1).press("Enter")
    page.wait_for_url("**/second/")
    address = page.url
    open_lightbox(page)
    caption(page, "2 of 5Second")
    {
        "escape": lambda: page.keyboard.press("Escape"),
        "back": page.go_back,
        "button": lambda: page.get_by_role("button", name="Close").press("Enter"),
    }[way]()
    wait_until_closed(page)
    assert page.url == address
    assert page.evaluate("document.activeElement.matches('[data-lightbox]')")
    page.wait_for_function("!history.state?.lightbox")
    page.go_back()
    page.wait_for_url("**/gallery/still-life/")


def test_its_own_buttons_are_as_light_as_the_others(open_page, album):
    page = open_page("/gallery/still-life/second/")
    open_lightbox(page)
    stroke = "getComputedStyle(document.querySelector('.pswp__button--slideshow path')).stroke"
    fill = "getComputedStyle(document.querySelector('.pswp__button--close .pswp__icn')).fill"
    assert page.evaluate(stroke) == page.evaluate(fill)


def test_arrow_keys_leaf_through_the_whole_album(open_page, album):
    page = open_page(album[0].get_absolute_url())
    open_lightbox(page)
    for number, title in enumerate(TITLES[1:], 2):
        page.keyboard.press("ArrowRight")
        caption(page, f"{number} of 5{title}")
        page.locator(f".pswp__item[aria-hidden=false] img[src='{album[0].image.zoomed_file.url}']").first.wait_for()
        page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    caption(page, "4 of 5Fourth")
    page.keyboard.press("Escape")
    page.wait_for_url("**/fourth/")
    assert page.locator("h1").inner_text() == "Fourth"
    page.go_back()
    page.wait_for_url("**/first/")


def test_a_picture_leafed_to_is_viewed_and_one_beside_it_is_not(open_page, album):
    page = open_page(album[0].get_absolute_url())
    open_lightbox(page)
    page.keyboard.press("ArrowRight")
    caption(page, "2 of 5Second")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    page.wait_for_url("**/second/")
    flush()
    assert [ImageStats.objects.get(pk=picture.pk).views for picture in album[1:3]] == [1, 0]


def test_back_closes_and_forward_opens_again(open_page, album):
    page = open_page(album[0].get_absolute_url())
    open_lightbox(page)
    page.go_back()
    wait_until_closed(page)
    page.go_forward()
    page.locator(".pswp--ui-visible").wait_for()


def test_whoever_leafs_faster_than_the_pages_come_is_not_lost(open_page, album):
    page = open_page(album[0].get_absolute_url())
    page.route("**/second/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    open_lightbox(page)
    for _step in range(2):
        page.keyboard.press("ArrowRight")
    caption(page, "3 of 5Third")
    page.keyboard.press("ArrowRight")
    caption(page, "4 of 5Fourth")


def test_a_page_that_does_not_come_is_said(chromium, live_server, album):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(live_server.url + album[0].get_absolute_url())
    page.route("**/second/", lambda route: route.fulfill(status=503, body=""))
    open_lightbox(page)
    page.keyboard.press("ArrowRight")
    caption(page, "2 of 5Second")
    page.keyboard.press("ArrowRight")
    caption(page, "3 of 5The picture could not be loaded.")
    page.unroute("**/second/")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    caption(page, "3 of 5Third")
    context.close()


def test_where_the_lightbox_cannot_be_loaded_the_file_is_shown(chromium, live_server, album):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(live_server.url + album[0].get_absolute_url())
    page.route("**/photoswipe.esm.min.js", lambda route: route.abort())
    page.locator("[data-lightbox]").press("Enter")
    page.wait_for_url(f"**{album[0].image.zoomed_file.url}")
    context.close()


def test_it_zooms(open_page, album):
    page = open_page(album[0].get_absolute_url(), width=390)
    open_lightbox(page)
    page.wait_for_timeout(500)
    image = page.locator(".pswp__item[aria-hidden=false] .pswp__img").first
    before = image.bounding_box()["width"]
    page.keyboard.press("z")
    page.wait_for_timeout(600)
    assert image.bounding_box()["width"] > before * 1.5


def test_it_is_not_loaded_before_it_is_asked_for(open_page, album):
    page = open_page(album[0].get_absolute_url())
    loaded = "performance.getEntriesByType('resource').filter((each) => each.name.includes('photoswipe')).length"
    assert page.evaluate(loaded) == 0
    open_lightbox(page)
    assert page.evaluate(loaded) == 2


def test_without_script_the_link_opens_the_file(open_page, album):
    page = open_page(album[0].get_absolute_url(), javascript=False)
    with page.expect_navigation():
        page.locator("[data-lightbox]").click()
    assert page.url.endswith(album[0].image.zoomed_file.url)
