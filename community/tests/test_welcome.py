import re

import pytest

from community.models import Contact, Like
from tests.factories import MemberFactory, PictureFactory

from .accounts import sign_in, sign_up

pytestmark = pytest.mark.django_db


def steps(client, path="/welcome/"):
    return re.findall(r"(\d) of 3", client.get(path).content.decode())


def test_the_sign_up_leads_there_and_a_later_sign_in_does_not(client, gallery):
    assert sign_up(client, "bram", next="/tags/?q=a").url == "/welcome/?next=/tags/%3Fq%3Da"
    client.post("/account/logout/")
    assert sign_in(client, "bram").url == "/"


def test_it_leads_to_the_feed_and_back_to_where_one_was(client, gallery):
    sign_up(client)
    page = client.get("/welcome/?next=/tags/").content.decode()
    assert 'class="button button--main" href="/feed/"' in page
    assert 'class="button" href="/tags/"' in page
    assert "evil" not in re.sub(
        r'<input[^>]*>|hx-get="[^"]*"', "", client.get("/welcome/?next=//evil.example/").content.decode()
    )


def test_it_tells_how_much_is_done_without_script(client, picture):
    sign_up(client)
    ana = MemberFactory(username="ana")
    assert steps(client) == ["0", "0"]
    answer = client.post(f"/people/{ana.username}/follow/", {"action": "follow", "next": "/welcome/"})
    assert answer.url == "/welcome/"
    answer = client.post(f"/pictures/{picture.pk}/like/?mark", {"action": "like", "next": "/welcome/"})
    assert answer.url == f"/welcome/#picture-{picture.pk}"
    assert steps(client) == ["1", "1"]


def test_more_than_three_are_three(client, picture):
    sign_up(client)
    member = MemberFactory._meta.model.objects.get(username="bram")
    for _time in range(4):
        Contact.objects.create(user_from=member, user_to=MemberFactory())
        Like.objects.create(member=member, page=PictureFactory(parent=picture.get_parent()))
    assert steps(client) == ["3", "3"]


def test_a_page_with_script_hears_of_each_reaction(client, picture):
    sign_up(client)
    htmx = {"headers": {"HX-Request": "true"}}
    answer = client.post(f"/pictures/{picture.pk}/like/?mark", {"action": "like"}, **htmx)
    assert "reacted" in answer["HX-Trigger"]
    assert 'hx-trigger="reacted from:body"' in client.get("/welcome/").content.decode()


def test_nobody_is_told_to_follow_themselves_or_who_is_suspended(client, gallery):
    sign_up(client, "bram")
    MemberFactory(username="gone", is_active=False)
    MemberFactory(username="ana")
    page = client.get("/welcome/").content.decode()
    assert "/people/ana/follow/" in page
    assert "/people/bram/follow/" not in page
    assert "gone" not in page


def test_members_with_pictures_are_shown_where_there_are_enough(client, picture):
    sign_up(client, "bram")
    MemberFactory(username="empty", followers_count=9)
    assert "/people/empty/follow/" in client.get("/welcome/").content.decode()
    for _time in range(3):
        PictureFactory(parent=picture.get_parent(), owner=MemberFactory())
    people = client.get("/welcome/").context["people"]
    assert len(people) == 3
    assert all(member.frames for member in people)
