"""Pages are kept for others: never longer than they are right, and never with what is somebody's own."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community import relations
from gallery.kept_pages import kept
from gallery.models import ContentVersion, ImagePage
from gallery.popularity.flushing import flush
from gallery.popularity.publishing import publish
from tests.factories import MemberFactory
from tests.kept_pages import BROWSER, html, is_kept

SEARCHES = ["/search/", "/search/?q=fig", "/search/?q=fgi", "/search/?q=zebra&licence=all-rights&tag=fig"]


@pytest.mark.parametrize(
    "address", ["/", "/gallery/", "/gallery/still-life/", "/tags/", "/tags/fig/", "/most-viewed/", *SEARCHES]
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_are_kept(client, tagged, address, signed_in):
    publish()
    if signed_in:
        client.force_login(MemberFactory())
    assert is_kept(client, address)


def test_new_numbers_of_the_ranking_are_seen_at_once(client, tagged):
    html(client, tagged.get_url())
    publish()
    assert "Half a fig" not in html(client, "/most-viewed/")
    flush()
    publish()
    assert "Half a fig" in html(client, "/most-viewed/")


def test_a_picture_that_expires_goes_with_its_hour(client, tagged, monkeypatch):
    tagged.expire_at = timezone.now() + timedelta(hours=1)
    tagged.save()
    assert "Half a fig" in html(client, "/gallery/still-life/")
    assert is_kept(client, "/gallery/still-life/")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Half a fig" not in html(client, "/gallery/still-life/")


def test_what_is_rolled_back_is_kept_for_nobody(client, tagged):
    with suppress(ZeroDivisionError), transaction.atomic():
        ImagePage.objects.filter(pk=tagged.pk).update(credit="Never said")
        assert "Never said" in html(client, tagged.get_url())
        raise ZeroDivisionError
    ImagePage.objects.filter(pk=tagged.pk).update(credit="Said")
    shown = html(client, tagged.get_url())
    assert "Never said" not in shown
    assert "Said" in shown


def test_everybody_sees_their_own_marks_and_name(tagged):
    ana, bram = (MemberFactory(username=name) for name in ("ana", "bram"))
    clients = {member.username: Client() for member in (ana, bram)}
    for member in (ana, bram):
        clients[member.username].force_login(member)
    relations.like(ana, tagged)
    assert "Sign in" in html(Client(), "/gallery/still-life/")
    pages = {name: html(client, "/gallery/still-life/") for name, client in clients.items()}
    assert is_kept(clients["bram"], "/gallery/still-life/")
    assert 'value="unlike"' in pages["ana"]
    assert 'value="unlike"' not in pages["bram"]
    assert "/people/ana/" in pages["ana"]
    assert "/people/ana/" not in pages["bram"]
    relations.unlike(ana, tagged)
    assert 'value="unlike"' not in html(clients["ana"], "/gallery/still-life/")


def test_each_form_has_a_token_of_its_own(tagged):
    tokens = set()
    for _member in range(2):
        client = Client(enforce_csrf_checks=True)
        client.force_login(MemberFactory())
        page = html(client, tagged.get_url())
        token = page.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
        tokens.add(token)
        form = {"action": "like", "csrfmiddlewaretoken": token}
        assert client.post(f"/pictures/{tagged.pk}/like/", form).status_code == 302
    assert len(tokens) == 2
    tagged.stats.refresh_from_db()
    assert tagged.stats.likes == 2


def test_a_view_of_a_kept_page_counts(client, tagged):
    for number in range(3):
        client.get(tagged.get_url(), headers=BROWSER | {"user-agent": f"{BROWSER['user-agent']} {number}"})
    flush()
    tagged.stats.refresh_from_db()
    assert tagged.stats.views == 3


def test_an_unchanged_page_costs_a_stranger_no_bytes_and_counts(client, tagged):
    first = client.get(tagged.get_url(), headers=BROWSER)
    again = BROWSER | {"user-agent": f"{BROWSER['user-agent']} 2", "if-none-match": first["ETag"]}
    unchanged = client.get(tagged.get_url(), headers=again)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    flush()
    tagged.stats.refresh_from_db()
    assert tagged.stats.views == 2
    assert client.get(tagged.get_url(), headers=again).status_code == 200  # it shows the number of views


def test_the_owner_of_a_kept_page_does_not_count(client, tagged):
    html(client, tagged.get_url())
    client.force_login(tagged.owner)
    assert is_kept(client, tagged.get_url())
    flush()
    tagged.stats.refresh_from_db()
    assert tagged.stats.views == 1


def test_a_group_sees_its_private_pictures_and_others_do_not(client, tagged):
    group, member = Group.objects.create(name="Friends"), MemberFactory()
    restriction = PageViewRestriction.objects.create(page=tagged, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    client.force_login(member)
    assert "Half a fig" not in html(client, "/gallery/still-life/")
    member.groups.add(group)
    assert "Half a fig" in html(client, "/gallery/still-life/")
    member.groups.remove(group)
    assert "Half a fig" not in html(client, "/gallery/still-life/")


def test_the_form_for_a_password_is_kept_for_nobody(client, tagged):
    private = PageViewRestriction.objects.create(
        page=tagged, restriction_type=PageViewRestriction.PASSWORD, password="fig"
    )
    assert 'id="password"' in html(client, tagged.get_url())
    assert not is_kept(client, tagged.get_url())
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [private.pk]
    session.save()
    assert "Half a fig" in html(client, tagged.get_url())
    assert "Half a fig" in html(client, "/gallery/still-life/")
    assert "Half a fig" not in html(Client(), "/gallery/still-life/")


def test_a_page_with_a_token_or_a_cookie_is_kept_for_nobody(db, rf, stranger):
    def answered(response):
        request = rf.get("/gallery/", headers=BROWSER)
        request.user, request.session, request.htmx = stranger, {}, False
        times = []
        view = kept(lambda request: times.append(request) or response)
        view(request), view(request)
        return len(times)

    with_cookie = HttpResponse("A cookie")
    with_cookie.set_cookie("name", "ana")
    assert answered(HttpResponse('<input name="csrfmiddlewaretoken" value="1">')) == 2
    assert answered(with_cookie) == 2
    assert answered(HttpResponse("A header", headers={"Cache-Control": "no-store"})) == 2
    assert answered(HttpResponse("A page")) == 1


def test_editors_see_pages_as_they_are_now(client, tagged):
    client.force_login(MemberFactory(is_superuser=True))
    assert not is_kept(client, "/gallery/still-life/")
    assert "wagtail-userbar" in html(client, "/gallery/still-life/")


def test_a_page_is_kept_in_each_language_and_theme(client, tagged):
    assert "Gallery" in html(client, "/gallery/still-life/")
    assert "갤러리" in html(client, "/gallery/still-life/?lang=ko")
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in html(client, "/gallery/still-life/")


@pytest.mark.parametrize("query", ["?utm_source=mail", "?page=123456789012", "?q=fig"])
def test_arguments_that_no_page_knows_fill_no_cache(client, tagged, query):
    assert not is_kept(client, f"/gallery/still-life/{query}")


def test_long_searches_fill_no_cache(client, tagged):
    assert is_kept(client, f"/search/?q={'x' * 40}")
    assert not is_kept(client, f"/search/?q={'x' * 41}")


def test_crawlers_fill_no_cache_but_get_what_is_there(client, tagged):
    crawler = {"user-agent": "Googlebot/2.1"}
    client.get("/gallery/still-life/", headers=crawler)
    assert "base.html" in [each.name for each in client.get("/gallery/still-life/", headers=crawler).templates]
    html(client, "/gallery/still-life/")
    assert "base.html" not in [each.name for each in client.get("/gallery/still-life/", headers=crawler).templates]


def test_while_redis_is_away_pages_are_made_anew(client, tagged, outage):
    assert is_kept(client, "/gallery/")
    with outage():
        assert "Half a fig" in html(client, "/gallery/still-life/")
        tagged.unpublish()
        assert "Half a fig" not in html(client, "/gallery/still-life/")
    assert "Half a fig" not in html(client, "/gallery/still-life/")


def test_counting_and_likes_are_no_change_of_the_content(client, tagged):
    member = MemberFactory()
    before = ContentVersion.objects.current()
    relations.like(member, tagged)
    relations.follow(member, tagged.owner)
    html(client, tagged.get_url())
    flush()
    publish()
    assert ContentVersion.objects.current() == before


FOLLOWERS = "/people/dario/followers/"


# Session, member, version; of a picture its numbers, its likers, and the member's two marks.
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/gallery/still-life/", 4), ("{picture}", 8), ("/tags/", 2), ("/people/", 4), (FOLLOWERS, 5)],
)
def test_a_kept_page_costs_a_few_queries(client, tagged, address, queries):
    client.force_login(MemberFactory())
    address = address.format(picture=tagged.get_url())
    assert is_kept(client, address)
    with CaptureQueriesContext(connection) as captured:
        html(client, address)
    assert len(captured) <= queries
