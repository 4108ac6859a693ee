from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from community import relations
from community.models import Like, Member
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from home.admin.figures import Figure, figures
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = MemberFactory(username="root", is_superuser=True)
    client.force_login(editor)
    return editor


def told():
    return {
        str(figure.label): (figure.today, figure.a_week_ago, figure.week, figure.week_before) for figure in figures()
    }


def test_today_and_this_week_stand_beside_the_week_before(album, picture):
    days = {0: 3, 6: 4, 7: 5, 13: 6, 14: 100}
    add_views({(today() - timedelta(days=back), picture.pk): views for back, views in days.items()})
    ana, bram = MemberFactory(), MemberFactory()
    for member in (ana, bram):
        relations.like(member, picture)
    relations.bookmark(ana, picture)
    Like.objects.filter(member=bram).update(created=timezone.now() - timedelta(days=7))
    Member.objects.filter(pk=bram.pk).update(date_joined=timezone.now() - timedelta(days=20))
    assert told() == {
        "Views": (3, 5, 7, 11),
        "Likes": (1, 1, 1, 1),
        "Bookmarks": (1, 0, 1, 0),
        "New members": (1, 0, 1, 0),
    }


@pytest.mark.parametrize(
    ("week", "before", "change"),
    [(12, 10, "+20 %"), (9, 10, "−10 %"), (10, 10, "0 %"), (1, 0, "–"), (5010, 10, "+50,000 %")],
)
def test_the_change_is_of_the_week_before(week, before, change):
    assert Figure("Views", (before, *[0] * 12, week)).change == change


def test_the_dashboard_leads_to_what_is_to_do(client, editor, album):
    PictureFactory(parent=album, title="Seen a lot", image__description="", credit="Ana", licence="cc0-1.0")
    rising = PictureFactory(parent=album, title="Rising fig", credit="", licence="cc0-1.0")
    add_views({(today(), rising.pk): 7})
    page = client.get("/admin/").content.decode()
    assert "Today and this week" in page
    assert "Rising fig" in page
    assert "+7" in page
    for missing, is_told in (("alt-text", True), ("credit", True), ("licence", False)):
        assert (f"/admin/reports/missing/?missing={missing}" in page) == is_told


def test_who_looks_after_no_pages_is_told_nothing(client, album, picture):
    add_views({(today(), picture.pk): 7})
    member = MemberFactory()
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(member)
    page = client.get("/admin/").content.decode()
    assert "Today and this week" not in page
    assert picture.title not in page
