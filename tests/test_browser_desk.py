"""The editors' desk in a real Chromium: nothing for axe to find in what is ours, and nothing wider than the window."""

from datetime import timedelta

import pytest

from community import relations
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

from .examine import AXE, WIDER
from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIOLATIONS = """async (within) => {
  const { violations } = await axe.run({ include: within }, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`);
}"""
SCREENS = {
    "/admin/": ["#figures-section", "#rising-section", "#to-do-section"],
    "/admin/pictures/{}/statistics/": [".statistics-page"],
    "/admin/reports/actions/": [".daily-chart"],
    "/admin/reports/most-liked/": ["table.listing"],
    "/admin/reports/missing/": ["table.listing"],
    "/admin/guide/": [".guide"],
}


@pytest.fixture
def picture():
    picture = PictureFactory(parent=AlbumFactory(parent=make_gallery()), title="Half a fig", image__description="")
    relations.like(MemberFactory(), picture)
    add_views({(today() - timedelta(days=back), picture.pk): back + 1 for back in range(5)})
    return picture


@pytest.fixture
def open_as_editor(chromium, live_server):
    editor, windows = MemberFactory(username="editor", is_superuser=True), []

    def open_as_editor(path, **options):
        windows.append(Watched(chromium, live_server.url, editor, **options))
        return windows[-1].open(path)

    yield open_as_editor
    for window in windows:
        assert not window.noted
        window.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [900, 1440])
def test_screens_are_right(open_as_editor, picture, theme, width):
    for path, ours in SCREENS.items():
        options = {"color_scheme": theme, "viewport": {"width": width, "height": 900}, "bypass_csp": True}
        page = open_as_editor(path.format(picture.pk), **options)
        page.evaluate(AXE)
        assert page.evaluate(VIOLATIONS, ours) == [], path
        assert page.evaluate(WIDER) == 0, path


IN_SIGHT = """(element) => {
  const { left, top, right, height } = element.getBoundingClientRect();
  return [left + 2, right - 2].every((x) => element.contains(document.elementFromPoint(x, top + height / 2)));
}"""


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_an_albums_name_and_buttons_are_in_sight_in_a_narrow_window(open_as_editor, picture, layout):
    album, size = picture.get_parent(), {"width": 900, "height": 900}
    page = open_as_editor(f"/admin/pages/{album.pk}/?layout={layout}", viewport=size)
    header = page.locator("header").first
    name = header.locator("li", has_text=album.title).last
    for each in (
        name,
        header.get_by_role("link", name="Add one picture"),
        header.get_by_role("button", name="Actions"),
    ):
        assert each.evaluate(IN_SIGHT), each


def test_the_panel_opens_beside_the_editor(open_as_editor, picture):
    page = open_as_editor(f"/admin/pages/{picture.pk}/edit/", viewport={"width": 1440, "height": 900})
    page.get_by_role("button", name="Toggle statistics").click()
    panel = page.locator("[data-side-panel=statistics]")
    panel.get_by_role("img", name="Views by day").wait_for()
    assert panel.get_by_role("img").bounding_box()["width"] > 150
    panel.get_by_text("The numbers as a table").click()
    assert panel.get_by_role("row").nth(1).inner_text().split("\t")[1] == "1"


def test_the_user_bar_leads_to_statistics(open_as_editor, picture):
    page = open_as_editor(picture.get_url())
    page.locator("#wagtail-userbar-trigger").click()
    page.get_by_role("menuitem", name="Who likes it").click()
    page.wait_for_url(f"**/admin/pictures/{picture.pk}/statistics/#likes")
    page.get_by_role("heading", name="Who likes it").wait_for()
