"""An album in the page explorer: what its listing shows, by what it filters and sorts, and what it costs."""

from itertools import compress, product

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission
from wagtail.models.pages import PagePermissionTester

from gallery.images import rendered
from gallery.models import ImageStats, Licence, RankingExclusion
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, gallery):
    editor = MemberFactory(username="editor")
    group = Group.objects.get(name="Editors")
    editor.groups.add(group)
    client.force_login(editor)
    return editor


@pytest.fixture
def listing(client, editor, album):
    return lambda **asked: client.get(f"/admin/pages/{album.pk}/", asked)


@pytest.fixture
def figs(album):
    """Three pictures: seen 30 times, 10 and 20 times."""
    figs = [PictureFactory(parent=album, title=f"Fig {number}") for number in range(3)]
    for fig, views in zip(figs, (30, 10, 20), strict=True):
        ImageStats.objects.filter(page=fig).update(views=views, likes=100 - views, bookmarks=views)
    return figs


def titles(response):
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def test_a_rows_menu_leads_to_what_is_done_with_pictures(client, editor, listing, figs):
    editor.groups.add(Group.objects.get(name="Gallery editors"))
    RankingExclusion.objects.create(page=figs[0], reason="A contest")
    page = listing().content.decode()
    for fig in figs:
        assert f'href="/admin/pictures/{fig.pk}/statistics/"' in page
        assert f'href="/admin/bulk/gallery/imagepage/feature/?id={fig.pk}&amp;next=' in page
        assert f'href="/admin/ranking/{fig.pk}/?next=' in page
    assert page.count("Reinstate in the ranking") == 1
    assert page.count("Exclude from the ranking") == 2 + 1  # and the bulk action


def test_a_filter_that_is_on_is_told_in_words(listing, figs):
    chips = listing(without_alt_text="true", excluded="false").context["active_filters"]
    said = {(str(chip.field_label), str(chip.value)) for chip in chips}
    assert said == {("Without alt text", "Yes"), ("Excluded from the ranking", "No")}


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_a_finished_rendition_is_shown_and_none_is_made(listing, figs, layout, monkeypatch):
    figs[0].image.make_renditions()
    figs[0].image.refresh_from_db()
    monkeypatch.setattr(rendered, "render", lambda *args: pytest.fail("A picture was rendered."))
    page = listing(layout=layout).content.decode()
    shown = page.split('id="listing-results"')[1]
    assert shown.count("<picture>") == 1
    assert figs[0].image.files["width-240|format-jpeg"][0] in shown
    assert shown.count("data-bulk-action-checkbox") == 3


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("-imagepage__stats__views", ["Fig 0", "Fig 2", "Fig 1", "Inner"]),
        ("imagepage__stats__views", ["Fig 1", "Fig 2", "Fig 0", "Inner"]),
        ("-imagepage__stats__likes", ["Fig 1", "Fig 2", "Fig 0", "Inner"]),
        ("-imagepage__stats__bookmarks", ["Fig 0", "Fig 2", "Fig 1", "Inner"]),
    ],
)
def test_counts_are_sorted_and_albums_come_last(listing, album, figs, ordering, expected):
    AlbumFactory(parent=album, title="Inner")
    assert titles(listing(ordering=ordering)) == expected


@pytest.mark.parametrize(
    ("ordering", "next_one"),
    [
        ("title", "-imagepage__stats__views"),
        ("-imagepage__stats__views", "imagepage__stats__views"),
        ("imagepage__stats__views", "-imagepage__stats__views"),
    ],
)
def test_the_first_click_on_a_count_shows_the_most_first(listing, figs, ordering, next_one):
    assert f'?ordering={next_one}"' in listing(ordering=ordering).content.decode()


def test_an_owner_whom_nobody_knows_has_no_pictures(listing, figs):
    assert titles(listing(owner="nobody")) == []


def test_a_search_knows_no_counts(listing, figs):
    assert set(titles(listing(q="fig", ordering="-imagepage__stats__views"))) == {"Fig 0", "Fig 1", "Fig 2"}


def test_pictures_are_not_sorted_by_hand(client, editor, listing, album, figs):
    editor.is_superuser = True
    editor.save()
    assert "ordering=ord" in client.get(f"/admin/pages/{album.get_parent().pk}/").content.decode()
    assert "ordering=ord" not in listing().content.decode()
    assert listing(ordering="ord").context["page_obj"].paginator.per_page == 50


@pytest.mark.parametrize(
    "asked",
    [
        {"tag": "Swe"},
        {"licence": "cc-by-4.0"},
        {"licence": ["cc-by-4.0", "cc0-1.0"]},
        {"owner": "AN"},
        {"owner": "de vries"},
        {"without_alt_text": "true"},
        {"excluded": "true"},
        {"published_from": "2001-01-01", "published_to": "2001-01-31"},
        {"taken_from": "2001-01-01", "taken_to": "2001-01-31"},
        {"live": "False"},
    ],
)
@pytest.mark.parametrize("words", [{}, {"q": "fig"}])
def test_filters(listing, album, figs, asked, words):
    fig = PictureFactory(
        parent=album,
        title="The one fig",
        owner=MemberFactory(username="ana", display_name="Ana de Vries"),
        image=ImageFactory(description=""),
        licence=Licence.CC_BY_4,
        taken_on="2001-01-15",
        first_published_at="2001-01-15T12:00Z",
        live=False,
    )
    fig.tags.add("sweet")
    fig.save()
    RankingExclusion.objects.create(page=fig, reason="A contest")
    assert titles(listing(**asked, **words)) == ["The one fig"]


def test_no_filter_offers_every_owner(listing, figs):
    MemberFactory(username="somebody-else")
    assert "somebody-else" not in listing().content.decode()


@pytest.mark.parametrize("asked", [{}, {"layout": "grid"}, {"licence": "all-rights"}, {"q": "fig"}])
def test_the_cost_does_not_grow_with_the_pictures(listing, album, figs, asked):
    listing(**asked)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            listing(**asked)
        return len(queries)

    before = cost()
    for number in range(30):
        PictureFactory(parent=album, title=f"Fig {number + 3}")
    assert cost() == before <= 35


def test_the_layout_stays_while_turning_pages_and_filtering(listing, album, figs):
    for _number in range(50):
        PictureFactory(parent=album)
    page = listing(layout="grid").content.decode()
    assert "layout=grid&amp;p=2" in page or "p=2&amp;layout=grid" in page
    assert 'value="grid" checked' in page


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_a_header_sends_the_order_in_either_layout(listing, figs, layout):
    """As it is not loaded again when the layout changes."""
    page = listing(layout=layout, ordering="title").content.decode()
    assert page.count('name="ordering"') == 1
    assert '<option value="title" selected>' in page


def test_another_pages_listing_is_wagtails(client, editor, gallery, figs):
    page = client.get(f"/admin/pages/{gallery.pk}/").content.decode()
    assert "Exclude from the ranking" not in page
    assert "/admin/bulk/wagtailcore/page/move/" in page


def test_who_may_not_edit_there_sees_nothing(client, album, figs):
    outsider = MemberFactory()
    group = Group.objects.create(name="Elsewhere")
    GroupPagePermission.objects.create(
        group=group, page=AlbumFactory(parent=album.get_parent()), permission_type="change"
    )
    group.permissions.add(*Group.objects.get(name="Editors").permissions.all())
    outsider.groups.add(group)
    client.force_login(outsider)
    assert "Fig 0" not in client.get(f"/admin/pages/{album.pk}/", follow=True).content.decode()


RIGHTS = ["add", "change", "publish", "bulk_delete"]
SETS_OF_RIGHTS = [list(compress(RIGHTS, chosen)) for chosen in product([0, 1], repeat=len(RIGHTS))]


@pytest.mark.parametrize("rights", SETS_OF_RIGHTS)
def test_the_rights_on_pictures_are_those_of_wagtail(picture, rights):
    member, group = MemberFactory(), Group.objects.create(name="Some")
    member.groups.add(group)
    for right in rights:
        GroupPagePermission.objects.create(group=group, page=picture.get_parent(), permission_type=right)
    for live, owner in product([True, False], [member, None]):
        picture.live, picture.owner = live, owner
        picture.save()
        ours, wagtails = picture.permissions_for_user(member), PagePermissionTester(member, picture)
        for ask in ("can_delete", "can_move", "can_edit", "can_publish", "can_unpublish"):
            assert getattr(ours, ask)() == getattr(wagtails, ask)(), ask
