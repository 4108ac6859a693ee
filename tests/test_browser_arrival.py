"""A page that arrives slowly: what is shown stays where it is."""

import pytest

from .examine import SHIFTS
from .pages import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW = {"offline": False, "latency": 0, "downloadThroughput": 8_000, "uploadThroughput": -1}  # bytes a second


@pytest.mark.parametrize(("path", "width"), [("/", 1440), ("/most-viewed/", 390), ("/people/나무/followers/", 768)])
def test_a_page_that_is_half_read_does_not_move(open_page, path, width):
    make_world()
    page = open_page(path, width=width, locale="ko")
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{page.url}?order=newest", wait_until="domcontentloaded")  # it has the first one
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd") > 500  # milliseconds: slowly
    assert page.evaluate(SHIFTS) == []
