from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gallery.models import ImageStats
from gallery.popularity.flushing import flush
from gallery.popularity.periods import Period, today
from gallery.popularity.publishing import publish
from gallery.popularity.recording import record_skip, record_view
from gallery.popularity.skip_reasons import SkipReason
from gallery.popularity.storing import add_views
from tests.factories import MemberFactory, PictureFactory

from .conftest import flush_and_publish, look_at, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
REPORT = "most_viewed_report"


@pytest.fixture
def editor(client, gallery):
    editor = MemberFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    return client


def explanation(client, period="week"):
    (row,) = client.get("/most-viewed/", {"period": period}).context["rows"]
    return row.explanation


def test_an_editor_is_told_why_a_picture_is_there(editor, picture):
    ImageStats.objects.filter(pk=picture.pk).update(likes=7)
    for _ in range(4):
        record_view(view_of(picture, "ana"))
    flush_and_publish()
    for period in Period:
        found = explanation(editor, period)
        assert (found.likes, found.skips[SkipReason.REPEAT], found.skips[SkipReason.BOT]) == (7, 3, 0)
    page = editor.get("/most-viewed/").content.decode()
    assert "Why is it here?" in page
    assert "Repeats within 30 minutes: 3" in " ".join(page.split())


def test_the_tie_break_names_the_places_that_are_equal(editor, album, monkeypatch):
    monkeypatch.setattr("gallery.views.RANKING_LENGTH", 2)
    views = zip((9, 5, 5, 5, 1), (PictureFactory(parent=album) for _ in range(5)), strict=True)
    add_views({(today(), picture.pk): number for number, picture in views})
    pages = [editor.get("/most-viewed/", {"page": page}).context["rows"] for page in (1, 2, 3)]
    ties = [row.explanation.tie_break for page in pages for row in page]
    equal = "Places 2 to 4 have as many views: newest picture first"
    none = "None"
    assert ties == [none, equal, equal, equal, none]


def test_a_flush_tells_until_when_views_are_durable(editor, picture):
    look_at(picture)
    assert editor.get("/most-viewed/").context["durable_until"] is None
    before = timezone.now()
    flush()
    assert before <= editor.get("/most-viewed/").context["durable_until"] <= timezone.now()


@pytest.mark.parametrize("path", ["/most-viewed/", "/"])
@pytest.mark.parametrize("who", ["editor", "member", "stranger"])
def test_only_editors_are_told_that_redis_is_away(request, client, picture, redis_away, path, who):
    add_views({(today(), picture.pk): 1})
    if who == "editor":
        request.getfixturevalue("editor")
    elif who == "member":
        client.force_login(MemberFactory())
    page = client.get(path).content.decode()
    assert ("the newest views are missing" in page) == (who == "editor")
    assert picture.title in page


@pytest.mark.parametrize("path", ["/most-viewed/", "/"])
def test_nobody_is_told_so_while_redis_is_there(editor, picture, path):
    look_at(picture)
    flush_and_publish()
    assert "the newest views are missing" not in editor.get(path).content.decode()


def test_without_redis_what_was_not_counted_is_unknown_and_not_none(editor, picture, redis_away):
    add_views({(today(), picture.pk): 1})
    assert set(explanation(editor).skips.values()) == {None}
    assert exported(editor, "csv", "week")[1][2:7] == ["1", "", "", "", ""]
    assert editor.get(reverse(REPORT)).status_code == 200
    assert "Not known at the moment" in editor.get("/most-viewed/").content.decode()


@pytest.mark.parametrize("signed_in", [True, False])
def test_others_see_no_reasons(client, picture, signed_in):
    if signed_in:
        client.force_login(MemberFactory())
    look_at(picture)
    flush_and_publish()
    assert explanation(client) is None
    assert "Why is it here?" not in client.get("/most-viewed/").content.decode()
    assert client.get(reverse(REPORT)).status_code == 302


@pytest.mark.parametrize("report", [REPORT, "ranking_exclusions_report"])
def test_who_looks_after_images_alone_sees_no_report(client, picture, report):
    group = Group.objects.create(name="Image editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    member = MemberFactory()
    member.groups.add(group)
    client.force_login(member)
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse(report)).status_code == 302
    assert reverse(report) not in client.get("/admin/").content.decode()


def exported(client, kind, period):
    response = client.get(reverse(REPORT), {"export": kind, "period": period})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return [line.split(",") for line in content.decode().strip().split("\r\n")]
    return [[str(value) for value in row] for row in load_workbook(BytesIO(content)).active.values]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_is_exported_by_period(editor, picture, kind):
    add_views({(today(), picture.pk): 2, (today() - timedelta(days=8), picture.pk): 40})
    publish()
    record_skip(picture.pk, SkipReason.BOT)
    head, row = exported(editor, kind, "month")
    assert head[:4] == ["Place", "Picture", "Views counted", "Repeats within 30 minutes"]
    assert row[:7] == ["1", "Half a fig", "42", "0", "1", "0", "0"]
    assert exported(editor, kind, "week")[1][2] == "2"


def test_the_report_exports_no_formula(editor, picture):
    type(picture).objects.filter(pk=picture.pk).update(title="=1+1")
    look_at(picture)
    flush_and_publish()
    assert exported(editor, "csv", "week")[1][1] == "'=1+1"
    assert exported(editor, "xlsx", "week")[1][1] == "=1+1"


def test_the_report_shows_rows_and_where_they_come_from(editor, picture, redis):
    look_at(picture)
    flush_and_publish()
    for period in ("", "day", "nonsense"):
        page = editor.get(reverse(REPORT), {"period": period}).content.decode()
        assert picture.title in page
    redis.flushdb()
    assert "the newest views are missing" in editor.get(reverse(REPORT)).content.decode()


def test_the_reports_are_in_the_menu(editor, picture):
    page = editor.get("/admin/").content.decode()
    assert reverse(REPORT) in page
    assert reverse("ranking_exclusions_report") in page
