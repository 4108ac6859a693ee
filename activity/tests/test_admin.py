import csv
from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from activity.models import Action
from activity.recording import record
from activity.verbs import Verb
from community import relations
from gallery.models import ImagePage
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/activity/action/"
REPORT = "/admin/reports/actions/"


@pytest.fixture
def superuser(client):
    member = MemberFactory(username="root", is_superuser=True, is_staff=True)
    client.force_login(member)
    return member


@pytest.fixture
def ana(gallery):
    return MemberFactory(username="ana")


def listed(response):
    return [str(action) for action in response.context["object_list"]]


def test_editors_read_the_record_and_members_do_not(client, ana, picture):
    relations.like(ana, picture)
    editor = MemberFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    page = client.get(LIST)
    assert listed(page) == ["ana liked Half a fig"]
    assert f'href="{picture.get_absolute_url()}"' in page.content.decode()
    action = Action.objects.get()
    inspected = client.get(f"{LIST}inspect/{action.pk}/").content.decode()
    assert "Half a fig" in inspected
    assert "liked" in inspected
    assert "/admin/reports/actions/" in client.get("/admin/").content.decode()
    client.force_login(ana)
    assert client.get(LIST).status_code == 302


def test_bookmarks_are_their_members_alone(client, superuser, ana, picture):
    relations.bookmark(ana, picture)
    relations.unbookmark(ana, picture)
    relations.like(ana, picture)
    for address in (LIST, LIST + "?q=ana"):
        page = client.get(address)
        assert listed(page) == ["ana liked Half a fig"]
    assert "bookmarked" not in page.content.decode().split("<main")[1]
    bookmarked = Action.objects.get(verb=Verb.BOOKMARKED)
    assert client.get(f"{LIST}inspect/{bookmarked.pk}/").status_code == 404
    for export in (LIST, REPORT):
        assert b"bookmarked" not in b"".join(client.get(export + "?export=csv").streaming_content)


def test_nobody_chooses_an_action(client, superuser):
    assert client.get("/admin/snippets/choose/activity/action/").status_code == 404
    assert client.get(LIST).status_code == 200


def test_filter_and_search(client, superuser, ana, picture):
    bram = MemberFactory(username="bram")
    relations.like(ana, picture)
    relations.follow(bram, ana)
    Action.objects.filter(actor=bram).update(created="2026-01-02T12:00Z")
    assert listed(client.get(LIST + "?verb=liked")) == ["ana liked Half a fig"]
    assert listed(client.get(LIST + "?actor=Bram")) == ["bram followed ana"]
    assert listed(client.get(LIST + "?created_from=2026-01-01&created_to=2026-01-03")) == ["bram followed ana"]
    assert listed(client.get(LIST + "?q=FIG")) == ["ana liked Half a fig"]
    assert listed(client.get(LIST + "?q=ana")) == ["bram followed ana", "ana liked Half a fig"]
    assert listed(client.get(LIST + "?q=nobody")) == []


def test_exports_hold_everything_and_no_formula(client, superuser, ana, album):
    for title in ("Half a fig", "=1+1"):
        record(ana, Verb.LIKED, PictureFactory(parent=album, title=title))
    record(ana, Verb.JOINED)
    text = b"".join(client.get(LIST + "?export=csv").streaming_content).decode()
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["Who", "What", "To what", "Kind", "Number", "When"]
    assert [row[:4] for row in rows[1:]] == [
        [
            "ana",
            "joined",
            "",
            "",
        ],
        ["ana", "liked", "'=1+1", "picture"],
        ["ana", "liked", "Half a fig", "picture"],
    ]
    book = load_workbook(BytesIO(b"".join(client.get(LIST + "?export=xlsx").streaming_content)))
    cells = list(book.active.iter_rows(values_only=True))
    assert cells[2][2] == "=1+1"
    assert book.active["C3"].data_type == "s"
    assert len(cells) == 4


def test_a_list_costs_the_same_for_any_number(client, superuser, album):
    pictures = [PictureFactory(parent=album) for _ in range(10)]

    def queries(address):
        list(client.get(address))
        with CaptureQueriesContext(connection) as captured:
            list(client.get(address))
        return len(captured)

    addresses = [LIST, LIST + "?export=csv", LIST + "?export=xlsx", REPORT]
    for number in range(2):
        relations.like(MemberFactory(), pictures[number])
    few = [queries(address) for address in addresses]
    for number in range(60):
        relations.like(MemberFactory(), pictures[number % 10])
    assert [queries(address) for address in addresses] == few


def test_nobody_changes_the_record(client, superuser, ana, picture):
    record(ana, Verb.LIKED, picture)
    action = Action.objects.get()
    before = Action.objects.values().get()
    data = {"actor": superuser.pk, "verb": "joined", "created": "2026-01-01 12:00"}
    own = ("add/", f"edit/{action.pk}/", f"delete/{action.pk}/", f"copy/{action.pk}/")
    bulk = f"/admin/bulk/activity/action/delete/?id={action.pk}&next={LIST}"
    addresses = [*(LIST + address for address in own), bulk]
    for address in addresses:
        for method in (client.get, client.post):
            method(address, data if method == client.post else {})
            assert Action.objects.values().get() == before, address
        refused = client.post(address, data)
        # Wagtail sends those who may not back to its front page, and says why; there is no copying at all.
        assert refused.status_code in (302, 404), address
    page = client.get(LIST).content.decode()
    assert not any(f'href="{address}' in page for address in addresses)
    assert 'type="checkbox"' not in page.split("<table")[1].split("</table>")[0]


def test_a_superuser_cannot_post_to_any_address_of_the_record(client, superuser, ana):
    """Whatever Wagtail registers for a snippet: nothing that is posted there changes a thing."""
    record(ana, Verb.JOINED)
    action = Action.objects.get()
    for pattern in Action.snippet_viewset.get_urlpatterns():
        address = LIST + str(pattern.pattern).replace("<int:pk>", str(action.pk)).replace("<str:pk>", str(action.pk))
        client.post(address, {"actor": superuser.pk, "verb": "liked"})
    client.post("/admin/snippets/choose/activity/action/create/", {"actor": superuser.pk, "verb": "liked"})
    assert [str(each) for each in Action.objects.all()] == ["ana joined"]


def test_the_report_counts_by_verb_and_day(client, superuser, ana, album):
    for _ in range(3):
        record(ana, Verb.LIKED, PictureFactory(parent=album))
    record(ana, Verb.JOINED)
    Action.objects.filter(verb=Verb.JOINED).update(created="2026-01-02T12:00Z")
    assert [(row["verb"], row["number"]) for row in client.get(REPORT).context["object_list"]] == [("liked", 3)]
    page = client.get(REPORT + "?created_from=2026-01-01&created_to=2026-01-04")
    assert [(str(row["day"]), row["verb"], row["number"]) for row in page.context["object_list"]] == [
        ("2026-01-02", "joined", 1)
    ]
    assert "joined" in page.content.decode().split("</figure>")[1]
    assert page.context["chart"].numbers == {date(2026, 1, 2): 1}
    assert page.context["chart"].days == [date(2026, 1, 2)]
    assert len(client.get(REPORT).context["chart"].days) == 30
    assert client.get(REPORT).context["chart"].numbers == {timezone.localdate(): 3}
    assert client.get(REPORT + "?created_from=2020-01-01&created_to=2020-01-02").status_code == 200
    text = b"".join(client.get(REPORT + "?export=csv").streaming_content).decode()
    assert text.splitlines()[1].endswith(",liked,3")


def test_deleting_breaks_neither_list_nor_export(client, superuser, ana, picture, album):
    relations.like(ana, picture)
    relations.like(ana, PictureFactory(parent=album, title="Moss"))
    relations.follow(ana, bram := MemberFactory())
    client.post(f"/admin/pages/{picture.pk}/delete/", {})
    assert not ImagePage.objects.filter(pk=picture.pk).exists()
    client.post(reverse("wagtailusers_users:delete", args=[bram.pk]), {})
    assert listed(client.get(LIST)) == ["ana liked Moss"]
    assert len(b"".join(client.get(LIST + "?export=csv").streaming_content).splitlines()) == 2


def test_no_name_breaks_the_export(client, superuser, ana):
    relations.follow(ana, MemberFactory(display_name="Br\x08am"))
    rows = load_workbook(BytesIO(b"".join(client.get(f"{LIST}?export=xlsx").streaming_content))).active.values
    assert [row[:5] for row in rows][1] == ("ana", "followed", "Bram", "member", Action.objects.get().target_id)


def test_an_action_looked_at_links_to_its_target_and_names_the_account(client, superuser, picture):
    ana = MemberFactory(username="ana", display_name="<b>root")
    picture.title = "Fig & <i>"
    picture.save()
    record(ana, Verb.LIKED, picture)
    html = client.get(f"{LIST}inspect/{Action.objects.get().pk}/").content.decode()
    assert f'<a href="{picture.get_absolute_url()}">Fig &amp; &lt;i&gt;</a>' in html
    assert "&lt;b&gt;root (ana)" in html
    assert 'filename="actions.csv"' in client.get(f"{LIST}?export=csv")["Content-Disposition"]
