from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from community import relations
from community.admin.statistics import PictureStatistics
from community.models import Like, Member
from gallery.popularity import exclusions
from gallery.popularity.movement import Riser, ranks_a_week_ago, rising, standing
from gallery.popularity.periods import Period, today
from gallery.popularity.publishing import publish
from gallery.popularity.storing import add_views
from tests.factories import MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def editor(client):
    editor = MemberFactory(username="root", is_superuser=True)
    client.force_login(editor)
    return editor


@pytest.fixture
def figs(album):
    """Three pictures: the first was the best a week ago, the last is it now."""
    figs = [PictureFactory(parent=album, title=f"Fig {number}") for number in range(3)]
    views = {(today() - A_WEEK, figs[0].pk): 9, (today() - A_WEEK, figs[1].pk): 5}
    add_views(views | {(today(), figs[1].pk): 2, (today(), figs[2].pk): 7, (today(), figs[0].pk): 1})
    return figs


@pytest.mark.parametrize("is_published", [True, False])
def test_a_pictures_places_of_today_and_of_a_week_ago(figs, editor, is_published):
    if is_published:
        publish()
    places = [standing(editor, fig.pk, Period.WEEK) for fig in figs]
    assert [(place.row.rank, place.rank_a_week_ago) for place in places] == [(3, 1), (2, 2), (1, None)]


def test_places_of_a_week_ago_are_of_what_may_be_seen_now(figs, stranger):
    figs[0].unpublish()
    assert ranks_a_week_ago(stranger, Period.WEEK) == {figs[1].pk: 1}


def test_what_has_risen_is_told_with_its_gain(figs, editor):
    risers = rising(editor, 5)
    assert [(riser.row.picture.title, riser.before, riser.gain) for riser in risers] == [("Fig 2", 0, 7)]
    add_views({(today(), figs[0].pk): 20})
    assert [riser.row.picture.title for riser in rising(editor, 5)] == ["Fig 0", "Fig 2"]
    assert len(rising(editor, 1)) == 1
    assert isinstance(rising(editor, 1)[0], Riser)


def statistics_of(picture, page_request, user):
    return PictureStatistics(picture, page_request(user=user))


def test_days_of_publishing_and_of_editing_are_marked(picture, editor, page_request):
    picture.save_revision(user=editor, log_action=True)
    picture.save_revision(user=editor, log_action=True).publish(user=editor)
    PageLogEntry.objects.filter(action="wagtail.edit").update(timestamp=timezone.now() - 2 * A_DAY)
    picture.first_published_at = timezone.now() - 5 * A_DAY
    chart = statistics_of(picture, page_request, editor).chart
    assert chart.published == {today(), today() - 5 * A_DAY}
    assert chart.edited == {today() - 2 * A_DAY}


def test_views_of_thirty_days_are_shown(picture, editor, page_request):
    add_views({(today() - 29 * A_DAY, picture.pk): 3, (today() - 30 * A_DAY, picture.pk): 4, (today(), picture.pk): 1})
    chart = statistics_of(picture, page_request, editor).chart
    assert (chart.counted[0], chart.counted[-1], sum(chart.counted), len(chart.days)) == (3, 1, 4, 30)


def test_the_panel_beside_the_editor_tells_all(picture, editor, client):
    ana, secret = MemberFactory(username="ana"), MemberFactory(username="secret", hide_likes=True)
    suspended = MemberFactory(username="suspended")
    for member in (ana, secret, suspended):
        relations.like(member, picture)
    Member.objects.filter(pk=suspended.pk).update(is_active=False)
    page = client.get(f"/admin/pages/{picture.pk}/edit/").content.decode()
    panel = page[page.index('data-side-panel="statistics"') :]
    assert 'href="/people/ana/"' in panel
    assert "/people/secret/" not in panel
    assert "/people/suspended/" not in panel
    assert "It is not among the first" in panel
    assert f'href="/admin/pictures/{picture.pk}/statistics/#likes"' in panel
    assert all(f"css/admin/{sheet}.css" in page for sheet in ("daily-chart", "statistics"))
    exclusions.exclude(editor, picture, "Voted up in a contest")
    assert "Voted up in a contest" in client.get(f"/admin/pages/{picture.pk}/edit/").content.decode()


def test_who_likes_it_has_pages(picture, editor, client, monkeypatch):
    monkeypatch.setattr("community.admin.pictures.LIKES_A_PAGE", 2)
    for number in range(3):
        relations.like(MemberFactory(username=f"fan{number}"), picture)
    pages = [client.get(f"/admin/pictures/{picture.pk}/statistics/?p={page}").context["likes"] for page in (1, 2)]
    assert [[like.member.username for like in page] for page in pages] == [["fan2", "fan1"], ["fan0"]]


@pytest.mark.parametrize("address", ["/admin/pages/{}/edit/", "/admin/pictures/{}/statistics/"])
def test_statistics_cost_the_same_however_well_a_picture_does(picture, editor, client, album, address):
    def queries():
        client.get(address.format(picture.pk))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address.format(picture.pk)).status_code == 200
        return len(captured)

    def grow(number):
        for _ in range(number):
            relations.like(MemberFactory(), picture)
            picture.save_revision(user=editor, log_action=True).publish(user=editor)
            add_views({(today() - timedelta(days=Like.objects.count() % 9), picture.pk): 3})
            PictureFactory(parent=album)
        publish()

    grow(3)
    few = queries()
    grow(12)
    assert queries() == few


def test_the_user_bar_leads_to_statistics_and_likes(picture, editor, client):
    statistics = f"/admin/pictures/{picture.pk}/statistics/"
    page = client.get(picture.get_url()).content.decode()
    assert f'{statistics}"' in page
    assert f'{statistics}#likes"' in page
    bar = page.split('id="wagtail-userbar-items"')[1]
    known = [f"/admin/pages/{picture.pk}/edit/", f'{statistics}"', f'{statistics}#likes"', "data-content-checker"]
    found = [bar.index(each) for each in known]
    assert found == sorted(found)
    for icon in ("chart", "group"):
        assert f'<use href="#icon-{icon}">' in bar
        assert page.count(f'id="icon-{icon}"') == 1
    client.force_login(MemberFactory())
    assert statistics not in client.get(picture.get_url()).content.decode()


def test_the_sign_in_leads_back_to_the_admin(picture, client):
    wanted = f"/admin/pages/{picture.pk}/edit/"
    member = MemberFactory(username="boss", is_superuser=True, email="boss@example.org")
    member.set_password("sesame-street-9")
    member.save()
    answer = client.get(wanted)
    assert answer.url == f"/account/login/?next={wanted}"
    assert client.get(f"/admin/login/?next={wanted}").url == answer.url
    signed_in = client.post(answer.url, {"login": "boss", "password": "sesame-street-9"})
    assert signed_in.url == wanted
    assert client.get("/admin/login/").url == "/account/login/?next=/admin/"
