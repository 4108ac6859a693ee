"""Every page in a real Chromium: narrow and wide, light and dark, English and Korean, with script and without.

Each page is opened in two combinations that have nothing in common, one page after the other in other ones, so that
any two of these meet on some page. With FULL=1 each page is opened in all 32:
`FULL=1 make test ARGS=tests/test_browser_pages.py`.
"""

import os
import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client

from .examine import examine
from .pages import ALL, STRANGER, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS, THEMES, LANGUAGES = (320, 768, 1440, 2560), ("light", "dark"), ("en", "ko")
# Any two of width, theme, language and script meet in one of these.
PAIRS = [
    (width, THEMES[odd], LANGUAGES[(odd + place // 2) % 2], bool((odd + place) % 2))
    for place, width in enumerate(WIDTHS)
    for odd in (0, 1)
]


def test_the_combinations_cover_all_pairs():
    factors = (WIDTHS, THEMES, LANGUAGES, (True, False))
    for one, other in ((a, b) for a in range(4) for b in range(a + 1, 4)):
        met = {(each[one], each[other]) for each in PAIRS}
        assert met == set(product(factors[one], factors[other]))


@pytest.fixture
def world():
    return make_world()


def cookie_of(member, live_server):
    client = Client()
    client.force_login(member)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}


def without_script(route):
    """The page as a browser without script shows it. Script itself stays on: axe needs it."""
    if route.request.resource_type != "document":
        return route.continue_()
    response = route.fetch()
    page = re.sub(r"<script.*?</script>|</?noscript>", "", response.text(), flags=re.DOTALL)
    return route.fulfill(response=response, body=page)


@pytest.fixture
def look(chromium, live_server, world):
    """Opens a page as its viewer and answers all that is wrong with it, a line each."""
    contexts = {}

    def context_for(viewer, width, theme, language, javascript):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale=language,
            reduced_motion="reduce",
            bypass_csp=True,  # axe copies imported sheets into the page; the policy has tests of its own
            user_agent="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36",
        )
        if not javascript:
            context.route("**", without_script)
        if viewer != STRANGER:
            context.add_cookies([cookie_of(world[viewer], live_server)])
        return context

    def look_at(shown, combination):
        key = (shown.viewer, *combination)
        if key not in contexts:
            contexts[key] = context_for(*key)
        page, complaints = contexts[key].new_page(), []
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        response = page.goto(live_server.url + shown.path)
        if response.status != shown.status:
            complaints.append(f"status: {response.status}")
        if shown.status >= 400:  # the browser notes on the console that this is no usual page
            complaints = [each for each in complaints if f"status of {shown.status}" not in each]
        complaints += examine(page)
        page.close()
        return [f"{shown.path} {shown.viewer} {combination}: {each}" for each in complaints]

    yield look_at
    for context in contexts.values():
        context.close()


def combinations(place):
    """Those in which the page at this place of the list is opened."""
    if os.environ.get("FULL"):
        return list(product(WIDTHS, THEMES, LANGUAGES, (True, False)))
    width, theme, language, script = PAIRS[place % len(PAIRS)]
    far = WIDTHS[(WIDTHS.index(width) + 2) % 4], THEMES[theme == "light"], LANGUAGES[language == "en"], not script
    return [(width, theme, language, script), far]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_right(look, width):
    looks = [(shown, each) for place, shown in enumerate(ALL) for each in combinations(place) if each[0] == width]
    complaints = [complaint for shown, each in looks for complaint in look(shown, each)]
    assert "\n".join(complaints) == ""
