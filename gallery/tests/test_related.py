import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from gallery.models import ImagePage
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

TAGS, CARDS, ALBUM = 2, 1, 1  # its tags, who has them; the pages; others of the album where they are too few


def make(album, title, *tags):
    picture = PictureFactory(parent=album, title=title)
    picture.tags.add(*tags)
    picture.save()
    return picture


def related(picture, viewer, number=6):
    return [each.title for each in ImagePage.objects.visible_to(viewer).related_to(picture, number)]


@pytest.fixture
def fig(gallery, album):
    other = AlbumFactory(parent=gallery)
    make(album, "Old neighbour")
    make(other, "One tag", "fruit")
    make(other, "Two tags", "fruit", "red")
    make(other, "No tag", "sea")
    make(album, "Neighbour with a tag", "red")
    make(album, "New neighbour")
    return make(album, "Half a fig", "fruit", "red")


def test_most_shared_tags_come_first_then_the_album(fig, stranger):
    tagged = ["Two tags", "Neighbour with a tag", "One tag"]
    assert related(fig, stranger) == [*tagged, "New neighbour", "Old neighbour"]
    assert related(fig, stranger, number=2) == tagged[:2]


def test_of_a_tag_of_thousands_the_last_ones_are_looked_at(fig, stranger, monkeypatch):
    monkeypatch.setattr("gallery.models.pages.NEWEST_OF_TAG", 2)
    album = AlbumFactory(parent=fig.get_parent().get_parent())
    for number in range(4):
        make(album, f"Red {number}", "red")
    assert related(fig, stranger)[:2] == ["Red 3", "Red 2"]


def test_a_picture_without_tags_has_its_album(gallery, stranger):
    album = AlbumFactory(parent=gallery)
    lone, other = make(album, "Lone"), make(album, "Other")
    assert related(lone, stranger) == [other.title]


def test_what_the_viewer_may_not_see_is_not_related(fig, stranger):
    secret = ImagePage.objects.get(title="Two tags")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert "Two tags" not in related(fig, stranger)
    assert "Two tags" in related(fig, MemberFactory())


@pytest.mark.parametrize("many", [1, 30])
def test_related_pictures_cost_the_same_for_any_number(fig, stranger, many, django_assert_max_num_queries):
    for number in range(many):
        make(fig.get_parent(), f"More {number}", "fruit", f"tag {number}")
    visible = ImagePage.objects.visible_to(stranger)
    with django_assert_max_num_queries(TAGS + CARDS + ALBUM):
        visible.related_to(fig, 6)


def test_the_picture_page_shows_them_and_costs_the_same_in_a_large_album(fig, browser_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer = browser_client.get(fig.get_absolute_url(), {"an": "argument"})  # with which no page is kept
        assert "Related pictures" in answer.content.decode()
        return len(captured)

    make(fig.get_parent(), "Newer", "fruit")
    queries()
    few = queries()
    for number in range(30):
        make(fig.get_parent(), f"More {number}", "fruit", f"tag {number}")
    queries()
    assert queries() <= few


def test_a_picture_knows_its_position_in_the_album(fig, stranger):
    assert fig.position_in_album(stranger) == (1, 4)
    assert ImagePage.objects.get(title="Old neighbour").position_in_album(stranger) == (4, 4)
    newest = ImagePage.objects.get(title="New neighbour")
    PageViewRestriction.objects.create(page=newest, restriction_type=PageViewRestriction.LOGIN)
    assert ImagePage.objects.get(title="Old neighbour").position_in_album(stranger) == (3, 3)


def test_a_draft_has_no_position(album, stranger):
    assert PictureFactory(parent=album, first_published_at=None).position_in_album(stranger) is None
