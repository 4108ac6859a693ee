import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from activity.models import Action
from community import relations
from community.models import Bookmark, Like
from gallery.models import ImagePage, RankingExclusion
from gallery.popularity.exclusions import exclude
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
LIKED, BOOKMARKED, ACTIVE = (f"/admin/reports/{name}/" for name in ("most-liked", "most-bookmarked", "active-members"))
MISSING = "/admin/reports/missing/"


@pytest.fixture
def editor(client):
    editor = MemberFactory(username="root", is_superuser=True)
    client.force_login(editor)
    return editor


@pytest.fixture
def fans():
    return [MemberFactory(username=f"fan{number}") for number in range(3)]


def listed(client, address, **asked):
    cache.clear()
    return client.get(address, asked).context["object_list"]


def rows(client, address, **asked):
    cache.clear()
    table = client.get(address, asked).context["table"]
    return [(row.rank, row.picture.title, row.number) for row in table.data]


@pytest.mark.parametrize(
    ("address", "react", "model"), [(LIKED, relations.like, Like), (BOOKMARKED, relations.bookmark, Bookmark)]
)
def test_pictures_are_ranked_by_what_was_done_in_the_period(client, editor, album, fans, address, react, model):
    fig, pear = (PictureFactory(parent=album, title=title) for title in ("Fig", "Pear"))
    for fan in fans:
        react(fan, fig)
    model.objects.update(created=timezone.now() - timedelta(days=20))
    react(fans[0], pear)
    assert rows(client, address) == [(1, "Pear", 1)]
    assert rows(client, address, period="month") == [(1, "Fig", 3), (2, "Pear", 1)]
    assert rows(client, address, period="all") == [(1, "Fig", 3), (2, "Pear", 1)]


def test_of_an_album_its_own_pictures_are_ranked(client, editor, gallery, album, fans):
    doors = AlbumFactory(parent=gallery, title="Doors")
    fig, door = PictureFactory(parent=album, title="Fig"), PictureFactory(parent=doors, title="Door")
    for picture in (fig, door):
        relations.like(fans[0], picture)
    for period in ("week", "all"):
        assert rows(client, LIKED, period=period, album=doors.pk) == [(1, "Door", 1)]


def test_a_hidden_picture_takes_no_place(client, editor, album, fans):
    fig, pear = (PictureFactory(parent=album, title=title) for title in ("Fig", "Pear"))
    for fan in fans:
        relations.like(fan, fig)
    relations.like(fans[0], pear)
    fig.unpublish()
    assert rows(client, LIKED) == [(1, "Pear", 1)]


def test_members_are_ranked_by_their_actions_without_bookmarks(client, editor, album, fans):
    fig, pear = (PictureFactory(parent=album) for _ in range(2))
    relations.like(fans[0], fig)
    relations.like(fans[0], pear)
    relations.follow(fans[1], fans[0])
    for picture in (fig, pear):
        relations.bookmark(fans[2], picture)
    table = client.get(ACTIVE).context["table"].data
    assert [(row.member.username, row.actions, row.likes, row.follows) for row in table] == [
        ("fan0", 2, 2, 0),
        ("fan1", 1, 0, 1),
    ]
    Action.objects.update(created=timezone.now() - timedelta(days=8))
    assert listed(client, ACTIVE) == []
    assert len(listed(client, ACTIVE, period="month")) == 2
    assert listed(client, ACTIVE, period="all") == []  # is no period of this report


def test_what_pictures_lack_is_filtered_and_sorted(client, editor, album):
    whole = PictureFactory(parent=album, title="Whole", credit="Ana", licence="cc0-1.0")
    bare = PictureFactory(parent=album, title="Bare", credit="", licence="cc0-1.0")
    blind = PictureFactory(parent=album, title="A blind one", credit="Ana", licence="cc0-1.0", image__description="")
    free = PictureFactory(parent=album, title="Free", credit="Ana", licence="all-rights")
    assert set(listed(client, MISSING)) == {bare, blind, free}
    assert list(listed(client, MISSING, missing="alt-text")) == [blind]
    assert list(listed(client, MISSING, missing="credit")) == [bare]
    assert list(listed(client, MISSING, missing="licence")) == [free]
    assert set(listed(client, MISSING, missing=["credit", "licence"])) == {bare, free}
    assert list(listed(client, MISSING, ordering="title")) == [blind, bare, free]
    assert whole not in listed(client, MISSING)


def test_what_counts_as_missing_is_called_so(client, editor, album):
    PictureFactory(parent=album, credit="", image__description="")
    PictureFactory(parent=album, credit="", licence="cc0-1.0", image__description="", image__is_decorative=True)
    found = cells(client, MISSING, "alt_text", "credit", "licence")
    assert sorted([str(cell["value"]) for cell in row] for row in found) == [
        ["Decorative", "Missing", "CC0 1.0"],
        ["Missing"] * 3,
    ]


def cells(client, address, *names, **asked):
    answer = client.get(address, asked).context
    columns = [column for column in answer["table"].columns.values() if column.name in names]
    return [[column.get_cell_context_data(each, answer) for column in columns] for each in answer["object_list"]]


def exported(client, address, kind, **asked):
    cache.clear()
    content = b"".join(client.get(address, {"export": kind, **asked}).streaming_content)
    if kind == "csv":
        return list(csv.reader(content.decode().splitlines()))
    return [[str(value) for value in row] for row in load_workbook(BytesIO(content)).active.values]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_hold_the_same_and_no_formula(client, editor, album, kind):
    formula = {"csv": "'=1+1", "xlsx": "=1+1"}[kind]
    member = MemberFactory(username="ana", display_name="=1+1")
    picture = PictureFactory(parent=album, title="=1+1", credit="=1+1", image__description="=1+1")
    relations.like(member, picture)
    relations.bookmark(member, picture)
    for address in (LIKED, BOOKMARKED):
        assert exported(client, address, kind)[1][:6] == ["1", formula, "1", "1", "1", "0"]
    assert exported(client, ACTIVE, kind)[1][:5] == [formula, "ana", "1", "1", "0"]
    assert exported(client, MISSING, kind)[1][:3] == [formula] * 3
    assert exported(client, "/admin/reports/most-viewed/", kind)[0][1] == "Picture"


@pytest.mark.parametrize("name", ["most-viewed", "most-liked", "most-bookmarked", "missing", "ranking-exclusions"])
def test_exports_tell_where_pictures_are_at_one_cost(client, editor, gallery, name):
    address, ana = f"/admin/reports/{name}/", MemberFactory()

    def grow(number):
        for _ in range(number):
            picture = PictureFactory(parent=AlbumFactory(parent=gallery))
            add_views({(today(), picture.pk): 1})
            relations.like(ana, picture)
            relations.bookmark(ana, picture)
            if name == "ranking-exclusions":
                exclude(editor, picture, "A contest")

    def queries():
        exported(client, address, "csv")  # whatever is only looked up once is warm
        with CaptureQueriesContext(connection) as captured:
            head, *found = exported(client, address, "csv")
        assert head[-2:] == ["Album", "Address"]
        assert {tuple(row[-2:]) for row in found} == {
            (picture.get_parent().title, picture.get_full_url()) for picture in ImagePage.objects.all()
        }
        return len(captured)

    grow(1)
    few = queries()
    grow(5)
    assert queries() == few


def test_exports_tell_times_to_the_minute_by_the_clock_of_the_site(client, editor, picture, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    exclude(editor, picture, "A contest")
    RankingExclusion.objects.update(created=datetime(2026, 11, 21, 20, 52, 25, 728391, UTC))
    address = "/admin/reports/ranking-exclusions/"
    assert exported(client, address, "csv")[1][3] == "2026-11-22 05:52"
    content = b"".join(client.get(address, {"export": "xlsx"}).streaming_content)
    assert load_workbook(BytesIO(content)).active["D2"].value == datetime(2026, 11, 22, 5, 52)


@pytest.mark.parametrize("address", [LIKED, BOOKMARKED, ACTIVE, MISSING, LIKED + "?period=all", "/admin/"])
def test_a_report_costs_the_same_for_any_number(client, editor, album, address):
    def grow(number):
        for _ in range(number):
            member, picture = MemberFactory(), PictureFactory(parent=album)
            relations.like(member, picture)
            relations.bookmark(member, picture)

    def queries():
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    grow(2)
    few = queries()
    grow(20)
    assert queries() == few
    assert ImagePage.objects.count() == 22


@pytest.mark.parametrize("address", [LIKED, ACTIVE, "/admin/"])
def test_what_is_dear_is_counted_once_in_minutes(client, editor, picture, fans, address):
    def tables():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked = " ".join(query["sql"] for query in captured)
        return "GROUP BY" in asked and ("community_like" in asked or "activity_action" in asked)

    relations.like(fans[0], picture)
    cache.clear()
    assert tables()
    assert not tables()
