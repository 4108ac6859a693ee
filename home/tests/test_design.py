import pytest
from bs4 import BeautifulSoup

from gallery.tests.factories import MemberFactory
from home import design


@pytest.fixture
def development(settings):
    settings.DEBUG = True


def test_production_has_no_such_page(client, gallery):
    assert client.get("/design/").status_code == 404


def test_every_component_is_shown_in_both_themes(client, picture, development):
    MemberFactory(username="ana")
    soup = BeautifulSoup(client.get("/design/").content.decode(), "html.parser")
    shown = {each["data-component"] for each in soup.select("[data-component]")}
    there = {file.name for file in design.COMPONENTS.glob("*.html")}
    assert there - shown == design.NOT_ALONE
    for each in soup.select("[data-component]"):
        assert [theme["style"] for theme in each.select(".design__theme")] == [
            "color-scheme: light",
            "color-scheme: dark",
        ]


def test_every_token_is_shown(client, gallery, development):
    page = client.get("/design/").content.decode()
    shown = [name for names in design.tokens().values() for name in names]
    assert {"paper", "ink", "pencil", "text", "display", "space-1", "space-6"} <= set(shown)
    assert all(f"var(--{name})" in page for name in shown)


def test_without_a_picture_it_says_what_is_missing(client, gallery, development):
    assert "load the demo" in client.get("/design/").content.decode()
