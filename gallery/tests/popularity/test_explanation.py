from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gallery import ledger, popularity
from gallery.ledger import add_views
from gallery.models import ImageStats
from gallery.periods import Period, days_until, today
from gallery.popularity import connection
from gallery.pulses import Pulse, last_beats
from gallery.uncounted import Uncounted
from tests.factories import MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
REPORT = "most_viewed_report"


@pytest.fixture
def editor(client, gallery):
    editor = MemberFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    return client


def uncounted(picture, days=1):
    counts = popularity.uncounted([picture.pk], days_until(today(), days))
    return {reason.value: number for (_pk, reason), number in counts.items() if number}


def explanation(client, period="week"):
    (row,) = client.get("/most-viewed/", {"period": period}).context["rows"]
    return row.explanation


def test_looks_that_are_no_views_are_counted_by_reason(browser_client, picture, ready):
    picture.owner = MemberFactory()
    picture.save()

    def look(times, **headers):
        for _ in range(times):
            assert browser_client.get(picture.get_absolute_url(), **headers).status_code == 200

    look(1)
    look(2)
    look(3, HTTP_USER_AGENT="curl/8.5.0")
    look(4, HTTP_SEC_PURPOSE="prefetch")
    browser_client.force_login(picture.owner)
    look(5)
    assert browser_client.head(picture.get_absolute_url()).status_code == 200
    assert uncounted(picture) == {"repeat": 2, "bot": 3, "prefetch": 4, "author": 5}
    assert popularity.scores(Period.ALL, 0, 9) == [(picture.pk, 1)]


def test_who_only_asks_for_the_total_leaves_no_trace(picture, ready):
    popularity.count_view(picture.pk, ("ana", "-"), counts=False)
    popularity.count_view(picture.pk, ("ana", "-"), counts=False, left_out_as="preview")
    assert not list(connection.client().scan_iter("{views}:uncounted:*"))


def test_looks_are_summed_over_the_days_of_the_period(picture):
    for back, times in ((0, 1), (6, 2), (7, 4), (29, 8)):
        with time_machine.travel(timezone.now() - timedelta(days=back), tick=False):
            for _ in range(times):
                popularity.count_view(picture.pk, ("-", "-"), counts=False, left_out_as="bot")
    assert [uncounted(picture, days) for days in (1, 7, 30)] == [{"bot": 1}, {"bot": 3}, {"bot": 15}]


def test_looks_are_forgotten_after_a_month(picture, ready):
    popularity.count_view(picture.pk, ("-", "-"), counts=False, left_out_as="bot")
    (key,) = connection.client().scan_iter("{views}:uncounted:*")
    assert 31 < connection.client().ttl(key) / 86400 <= 32


def test_an_editor_is_told_why_a_picture_is_there(editor, picture, ready):
    ImageStats.objects.filter(pk=picture.pk).update(likes=7)
    popularity.count_view(picture.pk, ("ana", "-"))
    for _ in range(3):
        popularity.count_view(picture.pk, ("ana", "-"))
    for period in Period:
        found = explanation(editor, period)
        assert (found.likes, found.uncounted[Uncounted.REPEAT], found.uncounted[Uncounted.BOT]) == (7, 3, 0)
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
    none = "Not needed"
    assert ties == [none, equal, equal, equal, none]


def test_a_flush_tells_until_when_views_are_durable(editor, picture, ready):
    popularity.count_view(picture.pk, ("ana", "-"))
    assert editor.get("/most-viewed/").context["durable_until"] is None
    before = timezone.now()
    popularity.flush()
    assert before <= editor.get("/most-viewed/").context["durable_until"] <= timezone.now()


def test_views_that_came_during_a_flush_are_not_said_to_be_durable(picture, ready, monkeypatch):
    store, stored = ledger.store, []
    monkeypatch.setattr(ledger, "store", lambda *args: stored.append(timezone.now()) or store(*args))
    popularity.count_view(picture.pk, ("ana", "-"))
    popularity.flush()
    assert last_beats()[Pulse.FLUSH] < stored[0]


def test_a_flush_that_fails_is_no_flush(redis_away):
    with pytest.raises(popularity.Away):
        popularity.flush()
    assert Pulse.FLUSH not in last_beats()


@pytest.mark.parametrize("path", ["/most-viewed/", "/"])
@pytest.mark.parametrize("who", ["editor", "member", "stranger"])
def test_only_editors_are_told_that_redis_is_away(request, client, picture, redis_away, path, who):
    add_views({(today(), picture.pk): 1})
    if who == "editor":
        request.getfixturevalue("editor")
    elif who == "member":
        client.force_login(MemberFactory())
    page = client.get(path).content.decode()
    assert ("This ranking comes from the database" in page) == (who == "editor")
    assert picture.title in page


@pytest.mark.parametrize("path", ["/most-viewed/", "/"])
def test_nobody_is_told_so_while_redis_is_there(editor, picture, ready, path):
    popularity.count_view(picture.pk, ("ana", "-"))
    assert "This ranking comes from the database" not in editor.get(path).content.decode()


def test_without_redis_what_was_not_counted_is_unknown_and_not_none(editor, picture, redis_away):
    add_views({(today(), picture.pk): 1})
    assert set(explanation(editor).uncounted.values()) == {None}
    assert exported(editor, "csv", "week")[1][2:7] == ["1", "", "", "", ""]
    assert editor.get(reverse(REPORT)).status_code == 200
    assert "Not known while Redis is away" in editor.get("/most-viewed/").content.decode()


@pytest.mark.parametrize("signed_in", [True, False])
def test_others_see_no_reasons(client, picture, ready, signed_in):
    if signed_in:
        client.force_login(MemberFactory())
    popularity.count_view(picture.pk, ("ana", "-"))
    assert explanation(client) is None
    assert "Why is it here?" not in client.get("/most-viewed/").content.decode()
    assert client.get(reverse(REPORT)).status_code == 302


@pytest.mark.parametrize("report", [REPORT, "leave_outs_report"])
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
def test_the_report_is_exported_by_period(editor, picture, ready, kind):
    add_views({(today(), picture.pk): 2, (today() - timedelta(days=8), picture.pk): 40})
    popularity.rebuild_ranking()
    popularity.count_view(picture.pk, ("-", "-"), counts=False, left_out_as="bot")
    head, row = exported(editor, kind, "month")
    assert head[:4] == ["Place", "Picture", "Views counted", "Repeats within 30 minutes"]
    assert row[:7] == ["1", "Half a fig", "42", "0", "1", "0", "0"]
    assert exported(editor, kind, "week")[1][2] == "2"


def test_the_report_exports_no_formula(editor, picture, ready):
    type(picture).objects.filter(pk=picture.pk).update(title="=1+1")
    popularity.count_view(picture.pk, ("ana", "-"))
    assert exported(editor, "csv", "week")[1][1] == "'=1+1"
    assert exported(editor, "xlsx", "week")[1][1] == "=1+1"


def test_the_report_shows_rows_and_where_they_come_from(editor, picture, ready):
    popularity.count_view(picture.pk, ("ana", "-"))
    for period in ("", "day", "nonsense"):
        page = editor.get(reverse(REPORT), {"period": period}).content.decode()
        assert picture.title in page
    connection.client().flushdb()
    popularity.count_view(picture.pk, ("bram", "-"))
    popularity.flush()
    assert "This ranking comes from the database" in editor.get(reverse(REPORT)).content.decode()


def test_the_reports_are_in_the_menu(editor, picture):
    page = editor.get("/admin/").content.decode()
    assert reverse(REPORT) in page
    assert reverse("leave_outs_report") in page
