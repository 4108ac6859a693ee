"""Pages about members are kept for others, until a like, a follow or a wish of theirs changes them."""

import pytest
from django.test import Client

from community import relations
from community.views.members import LikesView
from tests.factories import MemberFactory, PictureFactory
from tests.kept_pages import BROWSER, html, is_kept


@pytest.fixture
def owned(picture):
    picture.owner = MemberFactory(username="dario")
    picture.save()
    picture.image.make_renditions()
    return picture


def test_people_are_followed_from_a_kept_page(db, client):
    ana, bram = MemberFactory(username="ana"), MemberFactory(username="bram")
    assert is_kept(client, "/people/")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert is_kept(client, "/people/")
    token = html(client, "/people/").partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert client.post("/people/bram/follow/", {"action": "follow", "csrfmiddlewaretoken": token}).status_code == 302
    assert is_kept(client, "/people/")
    page = html(client, "/people/")
    assert page.count('value="unfollow"') == 1
    assert "<!--own" not in page
    bram.display_name = "Bram the second"
    bram.save()
    assert "Bram the second" in html(client, "/people/")


def test_a_member_sees_more_on_their_own_page(db, client):
    ana = MemberFactory(username="ana")
    assert is_kept(client, "/people/ana/")
    client.force_login(ana)
    assert "My bookmarks" in html(client, "/people/ana/")
    assert "My bookmarks" not in html(Client(), "/people/ana/")


LISTS = ["", "likes/", "followers/", "following/"]


@pytest.mark.parametrize("part", LISTS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_lists_of_a_member_are_kept(client, owned, part, signed_in):
    if signed_in:
        client.force_login(MemberFactory())
    assert is_kept(client, f"/people/dario/{part}")
    client.force_login(owned.owner)
    assert not is_kept(client, f"/people/dario/{part}")


@pytest.mark.parametrize("part", ["", "likes/"])
def test_likes_are_seen_at_once_where_they_are_kept(client, owned, part):
    ana, other = MemberFactory(username="ana"), PictureFactory(parent=owned.get_parent(), title="Pears")
    fig, pears = owned.get_url(), other.get_url()
    relations.like(ana, owned)
    assert fig in html(client, f"/people/ana/{part}")
    relations.like(ana, other)
    assert pears in html(client, f"/people/ana/{part}")
    relations.unlike(ana, owned)
    assert fig not in html(client, f"/people/ana/{part}")
    relations.unlike(ana, other)
    relations.like(ana, owned)
    assert pears not in html(client, f"/people/ana/{part}")
    ana.hide_likes = True
    ana.save()
    assert fig not in client.get(f"/people/ana/{part}", headers=BROWSER).content.decode()


def test_a_page_is_not_kept_if_what_it_shows_changed_while_it_was_made(client, owned, monkeypatch):
    ana, made = MemberFactory(username="ana"), LikesView.get_pictures

    def like_meanwhile(view, viewer):
        relations.like(ana, owned)
        return made(view, viewer)

    monkeypatch.setattr(LikesView, "get_pictures", like_meanwhile)
    assert owned.get_url() in html(client, "/people/ana/likes/")
    monkeypatch.undo()
    relations.unlike(ana, owned)
    assert owned.get_url() not in html(client, "/people/ana/likes/")


@pytest.mark.parametrize(("part", "mine"), [("followers/", "bram"), ("following/", "ana")])
def test_follows_are_seen_at_once_where_they_are_kept(client, db, part, mine):
    ana, bram, chiyo = (MemberFactory(username=name) for name in ("ana", "bram", "chiyo"))
    relations.follow(ana, bram)
    page = f"/people/{mine}/{part}"
    other = "ana" if mine == "bram" else "bram"
    assert f"/people/{other}/" in html(client, page)
    relations.unfollow(ana, bram)
    assert f"/people/{other}/" not in html(client, page)
    relations.follow(*((chiyo, bram) if mine == "bram" else (ana, chiyo)))
    assert "/people/chiyo/" in html(client, page)


def test_who_hides_it_sees_alone_that_they_follow(client, db):
    ana, bram = MemberFactory(username="ana", hide_follows=True), MemberFactory(username="bram")
    relations.follow(ana, bram)
    assert "/people/ana/" not in html(client, "/people/bram/followers/")
    hidden = Client()
    hidden.force_login(ana)
    assert 'class="strip-card' in html(hidden, "/people/bram/followers/")
    client.force_login(MemberFactory())
    assert 'class="strip-card' not in html(client, "/people/bram/followers/")
