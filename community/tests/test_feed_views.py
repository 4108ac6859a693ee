import pytest

from activity.models import Action
from activity.sentences import sentence
from community import relations
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


def test_who_follows_nobody_sees_everybody_and_whom_to_follow(client, ana, picture):
    popular, other = MemberFactory(username="popular"), MemberFactory(username="other")
    relations.follow(other, popular)
    relations.like(ana, picture)
    client.force_login(ana)
    response = client.get("/feed/")
    assert [sentence(item, str) for item in response.context["feed"].items] == ["other followed popular"]
    assert response.context["suggested"] == [popular, other]
    further = client.get(f"/feed/?before={Action.objects.latest('pk').pk}")
    assert "suggested" not in further.context
    relations.follow(ana, other)
    assert "suggested" not in client.get("/feed/").context


@pytest.mark.parametrize("query", ["", "?before=9999999"])
def test_who_follows_somebody_who_did_nothing_sees_nothing(client, ana, bram, picture, query):  # ana follows bram
    relations.like(MemberFactory(), picture)
    client.force_login(ana)
    assert client.get(f"/feed/{query}").context["feed"].items == []


def test_whom_to_follow_is_shown_with_pictures(client, ana, album):
    picture = PictureFactory(parent=album, owner=MemberFactory())
    client.force_login(ana)
    assert client.get("/feed/").context["suggested"][0].frames == [picture]


def test_pictures_of_a_feed_name_their_photographer_and_can_be_liked(client, ana, bram, album):
    picture = PictureFactory(parent=album, credit="Sigi Sagi")
    relations.like(bram, picture)
    client.force_login(ana)
    page = client.get("/feed/").content.decode()
    assert "Photograph: Sigi Sagi" in page
    ring = f'id="mark-{picture.pk}"'
    assert 'aria-pressed="false"' in page.partition(ring)[2].partition("</button>")[0]
    relations.like(ana, picture)
    assert 'aria-pressed="true"' in client.get("/feed/").content.decode().partition(ring)[2].partition("</button>")[0]


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("page=999", 1), ("before=9&page=3", 3), ("before=9", 2), ("before=9&page=1", 2)]
)
def test_a_feed_without_a_cursor_is_its_first_page(client, ana, query, number):
    client.force_login(ana)
    context = client.get(f"/feed/?{query}").context
    assert context["feed"].number == number
    assert ("suggested" in context) == (number == 1)


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "9" * 30, ""])
def test_a_wrong_cursor_is_no_place(client, ana, cursor):
    client.force_login(ana)
    assert client.get(f"/feed/?before={cursor}").status_code == 404


def test_a_profile_shows_what_its_member_did(client, ana, bram, picture):
    relations.like(bram, picture)
    relations.follow(bram, ana)
    relations.like(ana, picture)
    page = client.get("/people/bram/activity/")
    assert [sentence(item, str) for item in page.context["feed"].items] == [
        "bram followed ana",
        "bram liked Half a fig",
    ]
    assert "Half a fig" in client.get("/people/bram/").content.decode()


def test_the_viewer_is_called_you_where_something_is_done_to_them(client, ana, bram):
    relations.follow(bram, ana)
    client.force_login(ana)
    assert "</a> followed you" in client.get("/people/bram/").content.decode()
    relations.follow(ana, MemberFactory(username="chiyo"))
    assert ">ana</a> followed" in client.get("/people/ana/").content.decode()


def test_the_next_page_of_a_feed_is_in_the_same_language(client, ana, bram, album, monkeypatch):
    monkeypatch.setattr("community.feed.READ", 2)
    for number in range(3):
        relations.follow(bram, MemberFactory(username=f"dear{number}"))
        relations.like(bram, PictureFactory(parent=album))
    client.force_login(ana)
    page = client.get("/feed/?lang=ko")
    cursor = page.context["feed"].next
    assert f"?lang=ko&amp;before={cursor}&amp;page=2" in page.content.decode()
