"""Paper and negative: as the system has it, or as one chose."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER, NEGATIVE = "rgb(245, 243, 238)", "rgb(19, 18, 16)"
FRAMES = {"light": "#14120f", "dark": "#080706"}


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def frame(page):
    """The colour of the browser's frame: the first `theme-color` whose media query holds."""
    return page.evaluate("""[...document.querySelectorAll('meta[name=theme-color]')]
        .find((meta) => matchMedia(meta.media).matches).content""")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_theme_is_chosen_by_keyboard_and_lasts(open_page, javascript):
    page = open_page("/people/?order=name", javascript=javascript, color_scheme="light")
    assert background(page) == PAPER
    page.get_by_role("button", name="Dark").focus()
    page.keyboard.press("Enter")
    page.locator("[data-theme=dark]").wait_for()
    assert page.url.endswith("/people/?order=name")
    page.reload()
    assert (background(page), frame(page)) == (NEGATIVE, FRAMES["dark"])
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="System").press("Enter")
    page.locator("[data-theme=system]").wait_for()
    assert (background(page), frame(page)) == (PAPER, FRAMES["light"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides_and_is_followed(open_page, scheme):
    page = open_page("/people/", color_scheme=scheme)
    assert (background(page), frame(page)) == ({"light": PAPER, "dark": NEGATIVE}[scheme], FRAMES[scheme])
    page.emulate_media(color_scheme={"light": "dark", "dark": "light"}[scheme])
    assert background(page) == {"light": NEGATIVE, "dark": PAPER}[scheme]


def test_the_switch_needs_no_new_page(open_page):
    page = open_page("/people/", color_scheme="light")
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="Dark").press("Enter")
    page.locator("[data-theme=dark]").wait_for()
    assert (page.evaluate("window.stayed"), background(page), frame(page)) == (True, NEGATIVE, FRAMES["dark"])
