"""The three addresses, their answers and their refusals."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from community.models import Bookmark, Contact, Like, Member
from community.views.contacts import FollowView
from community.views.reactions import LikeView
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def ana(client):
    member = MemberFactory(username="ana")
    client.force_login(member)
    return member


@pytest.fixture
def like(picture):
    return f"/pictures/{picture.pk}/like/"


def test_like_answers_json_with_the_servers_numbers(client, ana, like, picture):
    Like.objects.create(member=MemberFactory(), page=picture)
    response = client.post(like, {"action": "like"}, **JSON)
    assert (response.status_code, response.json()) == (200, {"status": "ok", "liked": True, "likes": 2})
    assert client.post(like, {"action": "like"}, **JSON).json()["likes"] == 2
    assert client.post(like, {"action": "unlike"}, **JSON).json() == {"status": "ok", "liked": False, "likes": 1}


def test_bookmark_answers_json(client, ana, picture):
    address = f"/pictures/{picture.pk}/bookmark/"
    response = client.post(address, {"action": "bookmark"}, **JSON)
    assert response.json() == {"status": "ok", "bookmarked": True, "bookmarks": 1}
    assert Bookmark.objects.get().member == ana
    assert client.post(address, {"action": "unbookmark"}, **JSON).json()["bookmarks"] == 0


def test_follow_answers_json(client, ana):
    MemberFactory(username="bram")
    response = client.post("/people/bram/follow/", {"action": "follow"}, **JSON)
    assert response.json() == {"status": "ok", "following": True, "followers": 1}
    response = client.post("/people/bram/follow/", {"action": "unfollow"}, **JSON)
    assert response.json() == {"status": "ok", "following": False, "followers": 0}


@pytest.mark.parametrize("username", ["follow", "likes"])
def test_a_member_called_follow_is_like_anybody_else(client, ana, username):
    MemberFactory(username=username)
    assert client.get(f"/people/{username}/").status_code == 200
    assert client.post(f"/people/{username}/follow/", {"action": "follow"}, **JSON).status_code == 200


def test_a_form_goes_back_to_its_page(client, ana, like, picture):
    assert client.post(like, {"action": "like"}).url == picture.get_absolute_url()
    assert client.post(like, {"action": "like", "next": "/most-viewed/"}).url == "/most-viewed/"
    assert (
        client.post(like, {"action": "like"}, HTTP_REFERER="http://testserver/tags/").url == "http://testserver/tags/"
    )


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_a_form_never_leaves_the_site(client, ana, like, picture, away):
    response = client.post(like, {"action": "like", "next": away}, HTTP_REFERER=away)
    assert (response.status_code, response.url) == (302, picture.get_absolute_url())


def test_htmx_gets_the_button(client, ana, like):
    page = client.post(like, {"action": "like"}, HTTP_HX_REQUEST="true").content.decode()
    assert page.lstrip().startswith("<form")
    assert 'aria-pressed="true"' in page
    assert 'value="unlike"' in page
    assert 'data-likes="1"' in page


@pytest.mark.parametrize("data", [{}, {"action": ""}, {"action": "love"}, {"action": "like" * 250_000}])
def test_an_unknown_action_is_400(client, ana, like, data):
    response = client.post(like, data, **JSON)
    assert response.status_code == 400
    assert response.json()["status"] == "error"
    assert client.post(like, data).status_code == 400
    assert not Like.objects.exists()


def test_strangers_are_sent_to_sign_in_and_come_back(client, like, picture):
    response = client.post(like, {"action": "like", "next": picture.get_absolute_url()})
    assert response.status_code == 302
    assert response.url.endswith(f"?next={picture.get_absolute_url()}&for=like")
    assert client.post(like, {"action": "like"}, **JSON).status_code == 401
    htmx = client.post(like, {"action": "like"}, HTTP_HX_REQUEST="true")
    assert (htmx.status_code, "next=" in htmx["HX-Redirect"]) == (401, True)
    assert not Like.objects.exists()


def test_without_a_token_it_is_403(ana, like, picture):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ana)
    response = strict.post(like, {"action": "like"}, **JSON)
    assert (response.status_code, response.json()["status"]) == (403, "error")
    assert strict.post(like, {"action": "like"}).status_code == 403
    assert not Like.objects.exists()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("multipart/form-data", b"x"), ("application/x-www-form-urlencoded", b"a=1&" * 2000)],
    ids=["no boundary", "too many fields"],
)
def test_what_cannot_be_read_is_400(client, ana, like, content_type, body):
    response = client.post(like, body, content_type=content_type, **JSON)
    assert (response.status_code, response.json()["status"]) == (400, "error")
    response = client.post(like, body, content_type=content_type)
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_get_is_405(client, ana, like):
    response = client.get(like, **JSON)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_what_is_not_there_and_what_is_hidden_are_the_same_bytes(client, ana, album):
    private, draft = PictureFactory(parent=album), PictureFactory(parent=album, live=False)
    PageViewRestriction.objects.create(page=private, restriction_type="groups")
    addresses = [
        f"/pictures/{pk}/like/" for pk in (private.pk, draft.pk, album.pk, 999_999, "1 OR 1=1", "-1", "١", 2**63)
    ]
    for headers in (JSON, {"HTTP_HX_REQUEST": "true"}):
        answers = {
            (a.status_code, a.content) for a in (client.post(x, {"action": "like"}, **headers) for x in addresses)
        }
        assert len(answers) == 1
        assert {status for status, _content in answers} == {404}
    assert not Like.objects.exists()


def test_members_who_are_not_there_are_404(client, ana):
    MemberFactory(username="gone", is_active=False)
    for name in ("gone", "nobody", "a b", "%00", "x" * 1000):
        assert client.post(f"/people/{name}/follow/", {"action": "follow"}, **JSON).status_code == 404


def test_following_oneself_is_400(client, ana):
    assert client.post("/people/ana/follow/", {"action": "follow"}, **JSON).status_code == 400
    assert not Contact.objects.exists()


def test_too_fast_is_429_with_retry_after(client, ana, like, picture, monkeypatch):
    monkeypatch.setattr("community.views.reactions.LikeView.rate_limits", {"like": "2/h"})
    for _time in range(2):
        assert client.post(like, {"action": "like"}, **JSON).status_code == 200
    response = client.post(like, {"action": "like"}, **JSON)
    assert (response.status_code, response.json()["status"]) == (429, "error")
    assert 0 < int(response["Retry-After"]) <= 3600
    assert client.post(like, {"action": "unlike"}, **JSON).status_code == 200


def test_an_hour_has_this_many_changes():
    assert (LikeView.rate_limits, FollowView.rate_limits) == ({"like": "120/h"}, {"follow": "60/h"})


def test_a_suspended_member_is_signed_out(client, ana, like):
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert client.post(like, {"action": "like"}, **JSON).status_code == 401


def test_a_picture_costs_the_same_with_any_number_of_likes(client, ana, picture):
    def queries():
        address = picture.get_absolute_url()
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        return len(captured), page

    def like_by(number):
        members = Member.objects.bulk_create(MemberFactory.build_batch(number))
        picture.users_like.add(*members)

    none, _page = queries()
    like_by(30)
    some, page = queries()
    assert "and 25 others" in page
    like_by(4_970)
    many, page = queries()
    assert 'and <data value="4995" title="4,995">5k</data> others' in page
    assert none == some == many
