"""The editors' desk in a real Chromium: nothing for axe to find in what is ours, and nothing wider than the window."""

from datetime import timedelta
from urllib.parse import urljoin

import pytest

from community import relations
from community.models import Like
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

from .examine import AXE, WIDER
from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The field for tags, the button for filters and the link below a filtered list are Wagtail's.
VIOLATIONS = """async () => {
  const within = { include: "main", exclude: [".tagit", "#filters-drilldown", "a[href*=search_all]"] };
  const { violations } = await axe.run(within, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`);
}"""
SCREENS = """
    / guide/
    pages/{album}/ pages/{album}/?layout=grid pages/{album}/?without_alt_text=true
    pictures/add/{album}/ pages/add/gallery/imagepage/{album}/ pages/{picture}/edit/
    bulk/gallery/imagepage/tag/?id={picture} bulk/gallery/imagepage/feature/?id={picture} ranking/{picture}/
    pictures/{picture}/statistics/
    reports/most-viewed/ reports/most-liked/ reports/most-bookmarked/ reports/ranking-exclusions/ reports/missing/
    reports/actions/ reports/active-members/
    users/inspect/{member}/ users/suspend/{member}/ community/like/ community/contact/
""".split()


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


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 900)])
def test_screens_are_right(open_as_editor, picture, theme, width):
    known = {"picture": picture.pk, "album": picture.get_parent().pk, "member": Like.objects.get().member_id}
    window = {"color_scheme": theme, "viewport": {"width": width, "height": 900}, "bypass_csp": True}
    page = open_as_editor("/admin/", **window)
    for path in SCREENS:
        page.goto(urljoin(page.url.partition("/admin/")[0] + "/admin/", path.format(**known).removeprefix("/")))
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE)
        assert page.evaluate(VIOLATIONS) == [], path
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


WHOLE = """(element) => {
  const { width } = element.getBoundingClientRect();
  Object.assign(element.style, { width: "max-content", maxInlineSize: "none" });
  return width >= element.getBoundingClientRect().width;
}"""


def test_an_album_is_sorted_in_the_grid_that_was_chosen(open_as_editor, picture):
    page = open_as_editor(f"/admin/pages/{picture.get_parent().pk}/", viewport={"width": 1440, "height": 900})
    order = page.get_by_label("Sort by")
    assert not order.is_visible()
    page.get_by_label("Grid layout").locator("..").click()
    page.locator(".picture-grid").wait_for()
    order.select_option("Most bookmarked")
    page.wait_for_url("**/?ordering=-imagepage__stats__bookmarks&layout=grid")
    assert order.evaluate(WHOLE)


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
