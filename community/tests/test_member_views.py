import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from wagtail.models import PageViewRestriction

from community import relations
from community.models import Member
from gallery.models import GalleryImage
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, image_file

pytestmark = pytest.mark.django_db


def names(response, key="members"):
    return [str(each) for each in response.context[key]]


def test_people_by_newest_most_followed_and_name(client, gallery):
    bram, chiyo, _ana = (MemberFactory(username=name) for name in ("bram", "chiyo", "ana"))
    relations.follow(bram, chiyo)
    assert names(client.get("/people/")) == ["ana", "chiyo", "bram"]
    assert names(client.get("/people/?order=followed"))[0] == "chiyo"
    assert names(client.get("/people/?order=name")) == ["ana", "bram", "chiyo"]
    assert names(client.get("/people/?q=RAM")) == ["bram"]
    assert client.get("/people/?order=odd").status_code == 404


def test_the_suspended_appear_nowhere_and_come_back(client, picture):
    ana, bram = MemberFactory(username="ana"), MemberFactory(username="bram")
    relations.follow(ana, bram)
    relations.like(ana, picture)
    picture.owner = ana
    picture.save()

    def seen():
        pages = ["/people/", "/people/bram/followers/", picture.get_absolute_url(), "/people/ana/"]
        return ['href="/people/ana/"' in client.get(page).content.decode() for page in pages]

    assert seen() == [True] * 4
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert seen() == [False] * 4
    assert client.get("/people/ana/").status_code == 404
    Member.objects.filter(pk=ana.pk).update(is_active=True)
    assert seen() == [True] * 4


def test_a_member_has_a_page_with_their_pictures(client, album):
    ana = MemberFactory(username="ana", display_name="Ana <b>", bio="I look twice")
    PictureFactory(parent=album, owner=ana, title="Mine")
    PictureFactory(parent=album, title="Not mine")
    response = client.get(ana.get_absolute_url())
    assert [picture.title for picture in response.context["pictures"]] == ["Mine"]
    page = response.content.decode()
    assert "Ana &lt;b&gt;" in page
    assert "0 followers" in page
    relations.follow(MemberFactory(), ana)
    assert "1 follower<" in client.get(ana.get_absolute_url()).content.decode()


def test_likes_are_listed_newest_first_and_through_the_gate(client, album):
    ana, other = MemberFactory(username="ana"), MemberFactory()
    first, second, hidden = (PictureFactory(parent=album) for _ in range(3))
    for picture in (second, first, hidden):
        relations.like(other, picture)
        relations.like(ana, picture)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert list(client.get("/people/ana/likes/").context["pictures"]) == [first, second]


def test_hidden_lists_are_for_their_member_alone(client, picture):
    ana = MemberFactory(username="ana", hide_likes=True, hide_follows=True)
    relations.like(ana, picture)
    addresses = [f"/people/ana/{name}/" for name in ("likes", "followers", "following")]
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert 'href="/people/ana/likes/"' not in client.get("/people/ana/").content.decode()
    client.force_login(ana)
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_followers_and_following_newest_first_without_repeats(client, gallery):
    ana, bram, chiyo = (MemberFactory(username=name) for name in ("ana", "bram", "chiyo"))
    for follower, followed in ((bram, chiyo), (bram, ana), (chiyo, ana), (chiyo, bram), (ana, chiyo), (ana, bram)):
        relations.follow(follower, followed)
    assert names(client.get("/people/ana/followers/")) == ["chiyo", "bram"]
    assert names(client.get("/people/ana/following/")) == ["bram", "chiyo"]


def test_bookmarks_are_their_members_alone(client, album):
    ana, pictures = MemberFactory(), [PictureFactory(parent=album) for _ in range(2)]
    for picture in pictures:
        relations.bookmark(ana, picture)
    relations.bookmark(MemberFactory(), pictures[0])
    assert client.get("/bookmarks/").status_code == 302
    client.force_login(ana)
    assert list(client.get("/bookmarks/").context["pictures"]) == pictures[::-1]


@pytest.mark.parametrize("signed_in", [False, True])
def test_people_costs_the_same_with_any_number(client, gallery, signed_in):
    if signed_in:
        client.force_login(MemberFactory())

    def queries():
        client.get("/people/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/people/")
        return len(captured)

    MemberFactory.create_batch(20)
    few = queries()
    Member.objects.bulk_create(MemberFactory.build_batch(19_980))
    assert queries() == few


def test_profile_is_edited_with_a_photo(client, gallery, django_capture_on_commit_callbacks):
    ana = MemberFactory(username="ana")
    assert client.get("/account/profile/").status_code == 302
    client.force_login(ana)
    data = {"display_name": "Ana", "bio": "Two\nlines", "website": "https://example.org", "hide_likes": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/account/profile/", {**data, "new_photo": image_file(300, 200)})
    assert response.status_code == 302, response.context["form"].errors
    ana.refresh_from_db()
    assert (ana.display_name, ana.hide_likes, ana.photo.collection.name) == ("Ana", True, "Members’ photos")
    assert f'src="{ana.photo.square(180).url}"' in client.get(response.url).content.decode()
    assert f'src="{ana.photo.square(50).url}"' in client.get("/people/").content.decode()
    client.post("/account/profile/", {**data, "remove_photo": "on"})
    ana.refresh_from_db()
    assert ana.photo is None
    assert not GalleryImage.objects.exists()


def test_a_photo_that_is_also_a_picture_of_the_gallery_stays_one(client, picture):
    ana = MemberFactory(photo=picture.image)
    client.force_login(ana)
    assert client.post("/account/profile/", {"remove_photo": "on"}).status_code == 302
    ana.refresh_from_db()
    assert ana.photo is None
    assert GalleryImage.objects.get() == picture.image


def test_a_website_needs_no_scheme(client, gallery):
    ana = MemberFactory(username="ana")
    client.force_login(ana)
    assert 'type="url"' not in client.get("/account/profile/").content.decode()  # the browser would insist on one
    assert client.post("/account/profile/", {"website": "example.org/ana"}).status_code == 302
    ana.refresh_from_db()
    assert ana.website == "https://example.org/ana"


NOT_NAMES = [{"display_name": name} for name in ("x" * 61, "a\x08b", "\u200b", "\u202e")]


@pytest.mark.parametrize("name", ["<b>Ana</b> & 👩‍👩‍👧", "홍 길동", "¿?"])
def test_a_profile_takes_any_name_that_can_be_seen(client, gallery, name):
    ana = MemberFactory(username="ana")
    client.force_login(ana)
    assert client.post("/account/profile/", {"display_name": name}).status_code == 302
    ana.refresh_from_db()
    assert ana.display_name == name


@pytest.mark.parametrize("data", [{"website": "javascript:alert(1)"}, {"bio": "x" * 1001}, *NOT_NAMES])
def test_a_bad_profile_is_refused_whole(client, gallery, data):
    ana = MemberFactory(username="ana", display_name="Before")
    client.force_login(ana)
    response = client.post("/account/profile/", {"display_name": "After", **data})
    assert response.status_code == 200
    assert response.context["form"].errors
    ana.refresh_from_db()
    assert ana.display_name == "Before"


@pytest.mark.parametrize("page", ["", "followers/", "likes/", "rss/", "follow/"])
def test_no_address_has_a_nul(page):
    """PostgreSQL refuses to look for one."""
    with pytest.raises(Resolver404):
        resolve(f"/people/a\0b/{page}")


@pytest.mark.exact
@pytest.mark.parametrize("query", ["b\0ram", "'", '"', "%", "_", "\\", "x" * 5000])
def test_a_search_for_people_takes_anything(client, gallery, query):
    MemberFactory(username="bram")
    assert names(client.get("/people/", {"q": query})) == (["bram"] if "\0" in query else [])


@pytest.mark.parametrize("name", ["ana", "하늘", "a@b+c"])
@pytest.mark.parametrize("section", ["", "activity/", "likes/", "followers/", "following/"])
def test_a_members_page_is_marked_as_the_one_shown(client, gallery, name, section):
    address = MemberFactory(username=name).get_absolute_url() + section
    assert f'<a href="{address}" aria-current="page">' in client.get(address).content.decode()


def test_who_hides_likes_or_follows_is_not_named_on_the_pages_of_others(client, picture):
    ana, bram = MemberFactory(username="ana", hide_likes=True, hide_follows=True), MemberFactory(username="bram")
    chiyo = MemberFactory(username="chiyo")
    for member in (ana, bram):
        relations.like(member, picture)
        relations.follow(member, chiyo)
        relations.follow(chiyo, member)
    for viewer, named in ((None, ["bram"]), (bram, ["bram"]), (ana, ["ana", "bram"])):
        if viewer:
            client.force_login(viewer)
        for address in ("/people/chiyo/followers/", "/people/chiyo/following/"):
            assert sorted(member.username for member in client.get(address).context["members"]) == named
    client.logout()
    page = client.get(picture.get_absolute_url()).content.decode()
    assert "/people/bram/" in page
    assert "/people/ana/" not in page


def test_a_profile_counts_the_likes_of_public_pictures_whoever_looked_before(client, album, gallery):
    owner, friend = MemberFactory(username="owner"), MemberFactory(username="friend")
    secret = AlbumFactory(parent=gallery)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    for parent in (album, secret):
        relations.like(friend, PictureFactory(parent=parent, owner=owner))
    client.force_login(friend)
    assert "<b>1</b> like received" in client.get("/people/owner/").content.decode()
    client.logout()
    assert "<b>1</b> like received" in client.get("/people/owner/").content.decode()
