import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from wagtail.models import Page, ReferenceIndex

from activity.models import Action
from activity.recording import record
from activity.verbs import Verb
from community.models import Member
from gallery.models import ImagePage
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db):
    return MemberFactory(username="ana")


def test_the_same_within_a_minute_is_one(ana, picture):
    with time_machine.travel("2026-11-21 12:00", tick=False) as clock:
        assert record(ana, Verb.LIKED, picture)
        clock.shift(59.9)
        assert not record(ana, Verb.LIKED, picture)
        clock.shift(0.2)
        assert record(ana, Verb.LIKED, picture)
    assert Action.objects.count() == 2


@pytest.mark.parametrize("back", [1, 59, 3600])
def test_a_clock_that_is_put_back_records_nothing_twice(ana, picture, back):
    with time_machine.travel("2026-11-21 12:00", tick=False) as clock:
        assert record(ana, Verb.LIKED, picture)
        clock.shift(-back)
        assert not record(ana, Verb.LIKED, picture)


def test_a_time_that_is_more_than_a_day_ahead_is_an_error_of_its_own(ana, picture):
    with time_machine.travel("2026-11-21 12:00", tick=False) as clock:
        assert record(ana, Verb.LIKED, picture)
        clock.shift(-25 * 3600)
        assert record(ana, Verb.LIKED, picture)


def test_what_was_left_out_does_not_begin_another_minute(ana):
    with time_machine.travel("2026-11-21 12:00", tick=False) as clock:
        for recorded in (True, False, True):
            assert record(ana, Verb.JOINED) == recorded
            clock.shift(40)


def test_another_actor_verb_or_target_is_another_action(ana, picture, album):
    bram = MemberFactory()
    for action in (
        (ana, Verb.LIKED, picture),
        (bram, Verb.LIKED, picture),
        (ana, Verb.UNLIKED, picture),
        (ana, Verb.LIKED, PictureFactory(parent=album)),
        (ana, Verb.LIKED, bram),  # of another kind
        (ana, Verb.LIKED),
    ):
        assert record(*action), action
        assert not record(*action), action


def test_a_page_is_recorded_as_what_it_is(ana, picture):
    assert record(ana, Verb.LIKED, Page.objects.get(pk=picture.pk))
    assert not record(ana, Verb.LIKED, picture)
    action = Action.objects.get()
    assert (action.target_ct, action.target) == (ContentType.objects.get_for_model(ImagePage), picture)


def test_what_cannot_be_recorded_is_refused(ana, album, picture):
    for verb, target in (("ate", picture), (Verb.LIKED, album), (Verb.LIKED, Group()), (Verb.LIKED, Member())):
        with pytest.raises(ValueError, match=r"ate|Nothing is recorded"):
            record(ana, verb, target)
    assert not Action.objects.exists()


def test_nothing_is_recorded_of_or_to_what_is_gone(ana, picture):
    bram = MemberFactory()
    gone = Member.objects.get(pk=bram.pk)
    bram.delete()
    assert not record(gone, Verb.JOINED)
    assert not record(ana, Verb.FOLLOWED, gone)
    page = ImagePage.objects.get(pk=picture.pk)
    picture.delete()
    assert not record(ana, Verb.LIKED, page)
    assert not Action.objects.exists()


def test_half_a_target_is_none(ana, picture):
    kind = ContentType.objects.get_for_model(ImagePage)
    for half in ({"target_ct": kind}, {"target_id": picture.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.create(actor=ana, verb=Verb.LIKED, **half)


def test_the_last_public_action_is_kept_with_its_actor(ana, picture):
    record(ana, Verb.JOINED)
    stale = Member.objects.get(pk=ana.pk)
    record(ana, Verb.LIKED, picture)
    last = Action.objects.newest().first().pk
    record(ana, Verb.BOOKMARKED, picture)
    stale.save()
    ana.refresh_from_db()
    assert ana.last_action == last


def test_an_action_is_the_last_one_of_its_actor_alone(ana, picture):
    bram = MemberFactory()
    record(bram, Verb.JOINED)
    before = Member.objects.get(pk=bram.pk).last_action
    record(ana, Verb.LIKED, picture)
    assert before
    assert Member.objects.get(pk=bram.pk).last_action == before


def delete_with_its_album(picture):
    Page.objects.get(pk=picture.get_parent().pk).delete()


@pytest.mark.parametrize(
    "delete",
    [
        lambda picture: picture.delete(),
        lambda picture: Page.objects.get(pk=picture.pk).delete(),
        lambda picture: ImagePage.objects.filter(pk=picture.pk).delete(),
        lambda picture: Page.objects.filter(pk=picture.pk).delete(),
        delete_with_its_album,
    ],
    ids=["picture", "page", "queryset", "pages' queryset", "album"],
)
def test_an_action_goes_with_its_picture(ana, gallery, delete):
    stays = PictureFactory(parent=AlbumFactory(parent=gallery))
    goes = PictureFactory(parent=AlbumFactory(parent=gallery))
    record(ana, Verb.LIKED, goes)
    record(ana, Verb.LIKED, stays)
    delete(goes)
    assert [action.target for action in Action.objects.all()] == [stays]


@pytest.mark.parametrize("delete", [lambda m: m.delete(), lambda m: Member.objects.filter(pk=m.pk).delete()])
def test_an_action_goes_with_its_actor_and_with_a_member_it_is_done_to(ana, delete):
    bram = MemberFactory()
    record(bram, Verb.JOINED)
    record(ana, Verb.FOLLOWED, bram)
    record(ana, Verb.JOINED)
    delete(bram)
    assert [str(action) for action in Action.objects.all()] == ["ana joined"]


def test_actions_are_no_references(ana, picture):
    record(ana, Verb.LIKED, picture)
    assert not ReferenceIndex.model_is_indexable(Action)


def test_every_kind_of_target_is_watched():
    """A kind without the signal would leave dangling actions."""
    from django.db.models.signals import post_delete

    from activity import targets

    watched = {model for model in apps.get_models() if post_delete.has_listeners(model)}
    assert set(targets.target_models()) == {ImagePage, Member} <= watched
