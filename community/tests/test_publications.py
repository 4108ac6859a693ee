from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from activity.models import Action
from activity.sentences import sentence
from activity.verbs import Verb
from community import feed, relations
from community.models import Contact, Member
from gallery.models import ImagePage
from tests.factories import ImageFactory, MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


@pytest.fixture
def publish(album, django_capture_on_commit_callbacks):
    """Publishes a picture; a new one of the owner, where it is given a title."""

    def publish(page, owner=None, **fields):
        if isinstance(page, str):
            page = PictureFactory(parent=album, title=page, owner=owner, live=False, first_published_at=None, **fields)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return ImagePage.objects.get(pk=page.pk)

    return publish


def published():
    return Action.objects.filter(verb=Verb.PUBLISHED)


def shown(member):
    return [sentence(part, str) for item in feed.feed_of(member, member).items for part in item.parts]


def test_followers_see_a_new_picture(ana, bram, publish):
    publish("Half a fig", bram)
    assert shown(ana) == ["bram published Half a fig"]
    bram.refresh_from_db()
    assert bram.last_action == published().get().pk


def test_it_is_told_once_not_at_each_change(bram, publish):
    picture = publish("Half a fig", bram)
    picture.title = "A whole fig"
    picture = publish(picture)
    picture.unpublish()
    publish(ImagePage.objects.get(pk=picture.pk))
    assert published().count() == 1


def test_two_who_publish_it_at_once_tell_once(bram, publish, django_capture_on_commit_callbacks):
    picture = publish("Half a fig", bram)
    ImagePage.objects.filter(pk=picture.pk).update(first_published_at=None)  # as the other one has read it
    Action.objects.update(created="2026-01-01T12:00Z")
    publish(ImagePage.objects.get(pk=picture.pk))
    assert published().count() == 1


def test_pictures_of_before_are_not_told(bram, album, publish):
    publish(PictureFactory(parent=album, owner=bram))
    assert not published().exists()


def test_a_picture_without_an_owner_is_not_told(ana, publish):
    publish("Half a fig")
    assert not published().exists()


def test_a_scheduled_picture_is_told_when_it_goes_live(ana, bram, publish):
    picture = publish("Half a fig", bram, go_live_at=timezone.now() + timedelta(days=1))
    assert not published().exists()
    Page.objects.filter(pk=picture.pk).update(go_live_at=timezone.now())
    picture = ImagePage.objects.get(pk=picture.pk)
    publish(picture)
    assert shown(ana) == ["bram published Half a fig"]


def test_what_is_hidden_or_by_the_suspended_is_not_shown(ana, bram, publish):
    picture = publish("Half a fig", bram)
    Member.objects.filter(pk=bram.pk).update(is_active=False)
    assert shown(ana) == []
    Member.objects.filter(pk=bram.pk).update(is_active=True)
    assert len(shown(ana)) == 1
    picture.unpublish()
    assert shown(ana) == []


def test_a_picture_that_is_published_and_liked_is_one_item(ana, bram, publish):
    picture = publish("Half a fig", bram)
    chiyo = MemberFactory(username="chiyo")
    Contact.objects.create(user_from=ana, user_to=chiyo)
    relations.like(chiyo, picture)
    [item] = feed.feed_of(ana, ana).items
    assert [sentence(part, str) for part in item.parts] == ["chiyo liked Half a fig", "bram published Half a fig"]


def test_two_hundred_at_once_are_one_item(client, ana, bram, album):
    image = ImageFactory()
    pictures = [PictureFactory(parent=album, title=f"Frame {n}", owner=bram, image=image) for n in range(200)]
    Action.objects.bulk_create(Action(actor=bram, verb=Verb.PUBLISHED, target=picture) for picture in pictures)
    assert shown(ana) == ["bram published Frame 199, Frame 198 and 198 more"]
    client.force_login(ana)
    html = client.get("/feed/").content.decode()
    assert html.count('class="feed-item__frame ') == 6
    assert "+194" in html
