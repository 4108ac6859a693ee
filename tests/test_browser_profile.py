"""A member's own page and form: links, and the photo that is shown before it is sent; no policy is widened for it."""

import pytest

from tests.factories import MemberFactory, image_file

from .pages import make_world
from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RED_AND_BLUE = """canvas => {
    const at = (x, y) => [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3);
    return [at(0, 0), at(359, 359)].map(([r, g, b]) => (r > b ? "red" : "blue"));
}"""


@pytest.fixture
def window(chromium, live_server):
    make_world()
    window = Watched(chromium, live_server.url, MemberFactory(username="ana"))
    yield window
    window.context.close()
    assert not window.noted


WIDTHS = """(selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect())
    .map(({ left, right, height }) => [left, right, height])"""


def test_a_phone_shows_all_of_a_members_own_links(window):
    window.page.set_viewport_size({"width": 390, "height": 844})
    sides = window.open("/people/ana/").evaluate(WIDTHS, ".tabs a")
    assert len(sides) == 8
    assert all(left >= 0 and right <= 390 for left, right, _height in sides)


def test_the_header_is_one_line_on_a_small_laptop(window):
    window.page.set_viewport_size({"width": 1000, "height": 700})
    sides = window.open("/people/").evaluate(WIDTHS, ".site-header__bar :is(.site-header__name, li > a, button)")
    assert len(sides) > 6
    assert max(height for _left, _right, height in sides) < 48


def chosen(name, colour):
    content = image_file(600, 200, "PNG", colour).read()
    return {"name": name, "mimeType": "image/png", "buffer": content}


def test_a_chosen_photo_is_shown_until_another_is_chosen(window):
    page = window.open("/account/profile/")
    page.set_input_files("[name=new_photo]", chosen("red.png", "red"))
    canvas = page.locator(".avatar canvas")
    assert canvas.evaluate(RED_AND_BLUE) == ["red", "red"]
    assert page.get_by_text("Not saved yet").is_visible()
    page.set_input_files("[name=new_photo]", {"name": "no.png", "mimeType": "image/png", "buffer": b"no picture"})
    canvas.wait_for(state="detached")
    assert not page.get_by_text("Not saved yet").is_visible()
    page.set_input_files("[name=new_photo]", chosen("blue.png", "blue"))
    assert canvas.evaluate(RED_AND_BLUE) == ["blue", "blue"]
    page.get_by_role("button", name="Save").click()
    page.locator(".avatar--180 img").wait_for()
