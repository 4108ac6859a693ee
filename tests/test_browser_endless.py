"""Lists that go on: with script and without, by mouse and by keyboard."""

import re

import pytest

from gallery.models import ImagePage
from gallery.models.pages import PICTURES_A_PAGE
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = 5
ADDRESS = "/gallery/roll/"


@pytest.fixture
def roll():
    album, image = AlbumFactory(parent=make_gallery(), slug="roll"), ImageFactory()
    return [PictureFactory(parent=album, image=image) for _number in range(PAGES * PICTURES_A_PAGE - 3)]


def wait_for_frames(page, number):
    page.locator(".image-card").nth(number - 1).wait_for(state="attached")


def scroll_to_end(page):
    page.locator("#list-next").scroll_into_view_if_needed()


def frames(page):
    """The ids of the pictures that are shown."""
    return page.evaluate("[...document.querySelectorAll('.image-card')].map((each) => Number(each.id.split('-')[1]))")


def newest_first():
    return list(ImagePage.objects.newest().values_list("pk", flat=True))


def test_scrolling_loads_pages_until_the_third_and_then_asks(open_page, roll):
    page = open_page(ADDRESS)
    for number in (2, 3):
        scroll_to_end(page)
        wait_for_frames(page, number * PICTURES_A_PAGE)
        page.wait_for_url(f"**{ADDRESS}?page={number}")
        assert page.locator("#list-place").inner_text() == f"Page {number} of {PAGES}"
    assert frames(page) == newest_first()[: 3 * PICTURES_A_PAGE]
    page.locator(".site-footer").scroll_into_view_if_needed()
    page.wait_for_timeout(600)
    assert page.locator(".image-card").count() == 3 * PICTURES_A_PAGE
    page.locator("[data-next]").click()
    wait_for_frames(page, 4 * PICTURES_A_PAGE)
    scroll_to_end(page)
    wait_for_frames(page, len(roll))
    assert page.locator("[data-next]").count() == 0
    assert frames(page) == newest_first()
    assert page.locator(".sheet__end").locator("visible=true").all_inner_texts() in ([], ["The end"])


def test_the_keyboard_goes_on_at_the_first_new_frame(open_page, roll):
    page = open_page(ADDRESS + "?page=3")
    page.locator(".like-mark").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.rel") == "prev"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_frames(page, 2 * PICTURES_A_PAGE)
    page.wait_for_function("document.activeElement.matches('.image-card__link')")
    place = page.evaluate(
        "[...document.links].filter(a => a.matches('.image-card__link')).indexOf(document.activeElement)"
    )
    assert place == PICTURES_A_PAGE


@pytest.mark.parametrize("frame", [10, 30, 70])
def test_back_from_a_picture_returns_to_its_frame(open_page, roll, frame):
    page = open_page(ADDRESS)
    for number in (2, 3):
        scroll_to_end(page)
        wait_for_frames(page, number * PICTURES_A_PAGE)
    link = page.locator(".image-card__link").nth(frame)
    title = link.inner_text()
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    was = link.bounding_box()["y"]
    link.click()
    page.get_by_role("heading", name=title).wait_for()
    page.go_back()
    again = page.get_by_role("link", name=title, exact=True)
    again.wait_for()
    assert abs(again.bounding_box()["y"] - was) < 5


def test_a_page_that_does_not_come_says_so_and_is_asked_for_again(chromium, live_server, roll):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(live_server.url + ADDRESS)
    page.route(re.compile("page=2"), lambda route: route.fulfill(status=503, body=""))
    scroll_to_end(page)
    page.get_by_role("status").filter(has_text="could not be loaded").wait_for()
    assert page.locator("[data-toast]").inner_text() == ""
    page.unroute(re.compile("page=2"))
    page.get_by_role("link", name="Try again").press("Enter")
    wait_for_frames(page, 2 * PICTURES_A_PAGE)
    context.close()


def test_without_script_the_pages_are_links(open_page, roll):
    page = open_page(ADDRESS, javascript=False)
    with page.expect_navigation():
        page.get_by_role("link", name="Next page").click()
    assert frames(page) == newest_first()[PICTURES_A_PAGE : 2 * PICTURES_A_PAGE]
    with page.expect_navigation():
        page.get_by_role("link", name="Previous page").click()
    assert frames(page) == newest_first()[:PICTURES_A_PAGE]


@pytest.mark.parametrize("address", ["/people/", "/people/m0/followers/", "/people/m0/following/"])
def test_lists_of_members_go_on_too(open_page, address):
    from community.models import Contact

    members = [MemberFactory(username=f"m{number}") for number in range(30)]
    Contact.objects.bulk_create(Contact(user_from=each, user_to=members[0]) for each in members[1:])
    Contact.objects.bulk_create(Contact(user_from=members[0], user_to=each) for each in members[1:])
    page = open_page(address)
    scroll_to_end(page)
    page.locator(".member-card:nth-child(29)").wait_for(state="attached")
    names = page.locator(".member-card__name").all_inner_texts()
    assert len(names) == len(set(names))
