"""What only a browser can tell of the ranking."""

import pytest

from gallery.images.renditions import Size
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ranked():
    album = AlbumFactory(parent=make_gallery(), title="Still life")
    pictures = [PictureFactory(parent=album, title=f"A picture with the number {number}") for number in range(5)]
    add_views({(today(), picture.pk): 10 * number + 1_000_000 for number, picture in enumerate(pictures)})
    return pictures


@pytest.fixture
def cookie(client, live_server):
    """An editor's session."""
    client.force_login(MemberFactory(is_superuser=True))
    value = client.cookies["sessionid"].value
    return {"cookies": [{"name": "sessionid", "value": value, "url": live_server.url}], "origins": []}


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_opens_the_reasons_by_keyboard(open_page, ranked, cookie, width, javascript):
    page = open_page("/most-viewed/", width=width, javascript=javascript, storage_state=cookie)
    reasons = page.locator("details.ranking-reasons").first
    assert not reasons.get_by_text("Equal views").is_visible()
    reasons.locator("summary").focus()
    page.keyboard.press("Enter")
    assert reasons.get_by_text("Equal views").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_reasons_are_above_the_link_that_covers_the_row(open_page, ranked, cookie):
    page = open_page("/most-viewed/", storage_state=cookie)
    page.locator("details.ranking-reasons summary").first.click()
    page.get_by_role("link", name="Exclude from the ranking").first.click()
    page.wait_for_url("**/admin/ranking/*/**")


def test_movement_is_text_for_who_does_not_see_it(open_page, ranked):
    page = open_page("/most-viewed/")
    row = page.locator(".ranking-row").first
    assert "not in the ranking yesterday" in row.aria_snapshot()
    assert row.locator(".ranking-movement").is_visible()


def test_a_wide_window_is_filled_to_its_edge(open_page, ranked):
    page = open_page("/most-viewed/", width=2560)
    first, second, third = (page.locator(".ranking-row").nth(place).bounding_box() for place in range(3))
    assert first["y"] == second["y"] < third["y"]
    account = page.locator(".site-header__account").bounding_box()
    assert round(second["x"] + second["width"]) == round(account["x"] + account["width"])


@pytest.mark.parametrize(("width", "least"), [(1440, 220), (1900, 350), (3840, 350)])
def test_the_first_ten_are_as_large_as_two_screens_allow(open_page, ranked, width, least):
    image = ImageFactory(file=image_file(1600, 1067))
    image.make_renditions()
    album = ranked[0].get_parent()
    more = [PictureFactory(parent=album, image=image) for _number in range(5)]
    add_views({(today(), picture.pk): 2_000_000 for picture in more})
    page = open_page("/most-viewed/", width=width, device_scale_factor=3)
    bottom = page.locator(".ranking-row").nth(9).bounding_box()
    assert bottom["y"] + bottom["height"] < 2 * 900
    frame = page.locator(".ranking-row img").first
    frame.evaluate("(image) => image.decode()")
    shown = frame.bounding_box()["width"]
    assert shown >= least
    sharp = min(each for each in Size.CARD.widths if each >= 3 * shown)
    assert frame.evaluate("(image) => image.currentSrc").endswith(image.files[f"width-{sharp}|format-avif"][0])
