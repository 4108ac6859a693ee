import re

import pytest

from community.models import Member
from tests.factories import MemberFactory

from .accounts import sign_in, sign_up

pytestmark = pytest.mark.django_db
SAID = {
    "like": "To like this picture, sign in or sign up.",
    "bookmark": "To bookmark this picture, sign in or sign up.",
    "follow": "To follow this member, sign in or sign up.",
}


def links(client, path):
    return re.findall(r'href="(/account/login/\?next=[^"]*for=\w+)"', client.get(path).content.decode())


@pytest.mark.parametrize(
    ("place", "reasons"), [("picture", ["bookmark", "like"]), ("album", ["like"]), ("member", ["follow"])]
)
def test_each_link_says_why(client, picture, place, reasons):
    path = {"picture": picture.url, "album": picture.get_parent().url, "member": "/people/"}[place]
    MemberFactory(username="ana")
    found = {link.replace("&amp;", "&") for link in links(client, path)}
    assert {link.rpartition("=")[2] for link in found} >= set(reasons)
    for link in found:
        assert SAID[link.rpartition("=")[2]] in client.get(link).content.decode()


@pytest.mark.parametrize("path", ["/feed/", "/bookmarks/"])
def test_pages_of_ones_own_say_why(client, gallery, path):
    page = client.get(path, follow=True).content.decode()
    assert f"To see your {path.strip('/')}, sign in or sign up." in page


def test_the_reason_stays_when_the_password_was_wrong_and_on_the_way_to_the_sign_up(client, gallery):
    page = sign_in(client, "ana", "wrong", next="/gallery/", **{"for": "like"}).content.decode()
    assert SAID["like"] in page
    to_sign_up = re.search(r'href="(/account/signup/[^"]*for=like)"', page)[1].replace("&amp;", "&")
    assert SAID["like"] in client.get(to_sign_up).content.decode()
    assert SAID["like"] in sign_up(client, "", **{"for": "like"}).content.decode()


@pytest.mark.parametrize(
    "query", ["for=<b>pay</b>", "for=unlike", "next=/gallery/", "next=//feed", "next=http://[", ""]
)
def test_nothing_else_is_said(client, gallery, query):
    page = client.get(f"/account/login/?{query}").content.decode()
    assert "sign in or sign up" not in page
    assert 'name="for"' not in page
    assert "pay" not in re.sub(r'(value|href)="[^"]*"', "", page)


def test_it_is_said_in_korean(client, gallery):
    page = client.get("/account/login/?for=follow", headers={"Accept-Language": "ko"}).content.decode()
    assert "이 회원을 팔로우하려면" in page


def test_a_form_of_a_stranger_says_why(client, picture):
    answer = client.post(f"/pictures/{picture.pk}/like/", {"action": "like", "next": "/tags/"})
    assert answer.url == "/account/login/?next=/tags/&for=like"
    assert client.post(f"/pictures/{picture.pk}/like/", {"action": "x", "next": "/tags/"}).url.endswith("?next=/tags/")


def test_who_signs_in_comes_back(client, picture):
    Member.objects.create_user("ana", password="grease-pencil-7")
    assert sign_in(client, "ana", next=picture.url, **{"for": "like"}).url == picture.url
