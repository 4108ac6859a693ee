import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from activity.verbs import public_verbs
from home import design
from home.design_states import NOT_ALONE
from tests.factories import MemberFactory

COMPONENTS = settings.BASE_DIR / "templates/components"
STYLES = settings.BASE_DIR / "static/css/components"
BLOCK = re.compile(r"^ *\.([a-z]+(?:-[a-z]+)*)", re.MULTILINE)  # at the start of a selector; `form` of .form--aside
FOREIGN = {  # classes that others set, and the files that have them
    "pswp": "lightbox",  # PhotoSwipe's
    "htmx-request": "reaction-button",  # htmx's, while any form waits for its answer
}


@pytest.fixture
def development(settings):
    settings.DEBUG = True


@pytest.fixture
def soup(client, picture, development):
    for name in ("ana", "bram", "chiyo"):
        MemberFactory(username=name)
    return BeautifulSoup(client.get("/design/").content.decode(), "html.parser")


def test_production_has_no_such_page(client, gallery):
    assert {client.get(path).status_code for path in ("/design/", "/design/tokens.css")} == {404}


def test_every_component_is_shown_in_both_themes(soup):
    shown = {each["data-template"] for each in soup.select("[data-template]")}
    assert {f"components/{file.name}" for file in COMPONENTS.glob("*.html")} - shown == {
        f"components/{name}" for name in NOT_ALONE
    }
    for each in soup.select("[data-template]"):
        themes = [theme["class"][1] for theme in each.select(".design__theme")]
        assert themes == ["design__theme--light", "design__theme--dark"]


def test_every_public_verb_is_shown(soup):
    sentences = " ".join(each.get_text() for each in soup.select(".feed-item__sentence"))
    assert all(str(verb.label) in sentences for verb in public_verbs())


def test_no_id_is_there_twice(soup):
    ids = [each["id"] for each in soup.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert {each["for"] for each in soup.select("label[for]")} <= set(ids)


def test_every_token_is_shown(client, gallery, development):
    page, style = (client.get(path).content.decode() for path in ("/design/", "/design/tokens.css"))
    shown = [name for names in design.tokens().values() for name in names]
    assert {"paper", "ink", "pencil", "text", "display", "space-1", "space-6"} <= set(shown)
    assert all(f'token--{name}"' in page and f"var(--{name})" in style for name in shown)


def test_a_block_is_styled_in_the_file_of_its_name_alone():
    blocks = {(file.stem, block) for file in STYLES.glob("*.css") for block in BLOCK.findall(file.read_text())}
    assert len(blocks) >= len(list(STYLES.glob("*.css")))
    assert [f"{file}.css: .{block}" for file, block in sorted(blocks) if FOREIGN.get(block, block) != file] == []
