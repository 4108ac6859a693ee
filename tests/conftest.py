"""A real Chromium for the browser tests: the machine's own, or the one that Playwright installs; a real Valkey."""

import os
import shutil
import threading

import pytest

# Playwright runs its own event loop in this thread, and Django then refuses to use the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The machine's own; None where Playwright's is to be taken."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture
def server(tmp_path):
    """The Valkey, for one test to maltreat."""
    from .servers import Server

    server = Server(tmp_path)
    yield server
    server.end()


@pytest.fixture
def unwatched():
    """Lets a breaker ask whether its server is back when the test says `check_now()`, and at no other time."""
    over, breakers = threading.Event(), []

    def leave_alone(breaker):
        breaker.sleep = lambda _seconds: over.wait()
        breakers.append(breaker)
        return breaker

    yield leave_alone
    for each in breakers:
        each.close()
    over.set()


@pytest.fixture(scope="session")
def chromium():
    """The browser. Without one the tests are skipped, loudly; in CI they fail."""
    from playwright.sync_api import Error, sync_playwright

    path = find_chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            message = f"NO BROWSER: install Chromium, or run `playwright install chromium`. {error.message[:200]}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Opens a page of the site; fails the test on any console message or failed request."""
    contexts, complaints = [], []

    def note_failure(request):
        if request.failure != "net::ERR_ABORTED":  # what leaving the page cuts off has not failed
            complaints.append(f"failed: {request.url} {request.failure}")

    def open_at(path, *, width=1440, javascript=True, **options):
        options.setdefault("reduced_motion", "reduce")  # so that no test waits for what moves
        user_agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript, user_agent=user_agent, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("requestfailed", note_failure)
        page.goto(live_server.url + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
