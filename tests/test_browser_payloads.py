"""What members and editors write is text on every page, whatever it looks like. Figures: var/audit/payloads.json."""

import re

import pytest

from .audit import write_figures
from .pages import make_world
from .payload_pages import pages, screens, typed
from .payloads import FIELDS, PAYLOADS, make_hostile_gallery
from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]
MARK = re.compile(rf"\b({'|'.join([*FIELDS, 'typed'])})-(\d+)\b")
TEXTS = """() => [document.documentElement.textContent, document.title,
  ...[...document.querySelectorAll("*")].flatMap((each) => [...each.attributes].map(({ value }) => value))]"""
# What waits for a click or a touch.
ARMED = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
  .filter(({ name, value }) => /^on/.test(name) && /pwned/.test(value) || /^\\s*(javascript|data:text):/i.test(value)
    && ["href", "src", "action", "formaction", "srcdoc"].includes(name))
  .map(({ name, value }) => `${name}=${value}`))"""


class Reader:
    """Opens pages and counts the payloads that each of them shows."""

    def __init__(self, window):
        self.window, self.rendered, self.marks, self.armed, self.pages = window, 0, set(), [], 0

    def read(self, path):
        page = self.window.page
        assert page.goto(self.window.address + path).status < 500, path
        marks = set(MARK.findall("\n".join(page.evaluate(TEXTS))))
        self.rendered, self.pages = self.rendered + len(marks), self.pages + 1
        self.marks |= marks
        self.armed += page.evaluate(ARMED)

    def figures(self):
        noted = {kind: len(self.window.noted.get(kind, [])) for kind in ("ran", "dialogs", "violations", "elsewhere")}
        return {"pages": self.pages, "rendered": self.rendered, "armed": len(self.armed), **noted}


def leaf_through(window):
    """Opens the lightbox, whose captions are titles."""
    page = window.open("/gallery/shared/picture-0/")
    page.locator("[data-lightbox]").click()
    page.locator(".pswp__bar").filter(has_text="title-0").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(".pswp__bar").filter(has_text="title-1").wait_for()


def test_no_payload_runs(chromium, live_server):
    editor = make_hostile_gallery()
    viewers = {"public": (editor, pages()), "addresses": (None, typed()), "admin": (editor, screens())}
    readers = {name: Reader(Watched(chromium, live_server.url, viewer)) for name, (viewer, _paths) in viewers.items()}
    for name, (_viewer, paths) in viewers.items():
        for path in paths:
            readers[name].read(path)
    leaf_through(readers["public"].window)
    figures = {name: reader.figures() for name, reader in readers.items()}
    write_figures("payloads", {"payloads": len(PAYLOADS), "fields": len(FIELDS) + 1, **figures})
    for name, reader in readers.items():
        reader.window.context.close()
        assert (reader.armed, dict(reader.window.noted)) == ([], {})
        assert reader.rendered >= len(PAYLOADS), name
    seen = {field for reader in readers.values() for field, _number in reader.marks}
    assert seen == {*FIELDS, "typed"}


@pytest.mark.parametrize("policy", [True, False])
def test_what_gets_through_is_noted_and_the_policy_stops_it(chromium, live_server, policy):
    make_world()
    window = Watched(chromium, live_server.url, bypass_csp=not policy)
    page = window.open("/people/")
    html = "<details open ontoggle=pwned(1)><img src=x onerror=pwned(2)>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", html)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'pwned(3)' }))")
    page.wait_for_timeout(500)
    assert len(window.noted["ran"]) == (0 if policy else 3)
    assert bool(window.noted["violations"]) == policy
    window.context.close()
