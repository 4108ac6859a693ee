from datetime import timedelta

import pytest
from django.utils import timezone

from activity.feed_items import LONGEST_RUN
from activity.grouping import group
from activity.models import Action
from activity.verbs import Verb
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def fig(album):
    return PictureFactory(parent=album)


@pytest.fixture
def moss(album):
    return PictureFactory(parent=album)


@pytest.fixture
def ana(db):
    return MemberFactory()


@pytest.fixture
def bram(db):
    return MemberFactory()


def did(verb, actor, target=None, ago=timedelta()):
    return Action(actor=actor, verb=verb, target=target, created=NOW - ago)


def liked(*args):
    return did(Verb.LIKED, *args)


def items(*actions):
    return [item.actions for item in group(actions)]


def test_what_several_did_to_a_picture_is_one_item_where_the_newest_is(ana, bram, fig, moss):
    first, other, second = liked(ana, fig), did(Verb.FOLLOWED, ana, bram), liked(bram, fig)
    published = did(Verb.PUBLISHED, bram, fig, timedelta(days=3))
    assert items(first, other, second, published) == [[first, second, published], [other]]


def test_what_is_left_of_a_run_stays_one(ana, bram, album, fig):
    run = [liked(ana, PictureFactory(parent=album)) for _ in range(3)]
    both = [liked(ana, fig), liked(bram, fig)]
    assert items(run[0], both[0], run[1], both[1], run[2]) == [run, both]


def test_a_run_is_of_one_actor_verb_and_kind(ana, bram, album, fig, moss):
    run, rain = [liked(ana, fig), liked(ana, moss)], PictureFactory(parent=album)
    others = [
        liked(bram, rain),
        did(Verb.PUBLISHED, bram, PictureFactory(parent=album)),
        did(Verb.PUBLISHED, bram, ana),
    ]
    assert items(*run, *others) == [run, *([each] for each in others)]


def test_a_run_takes_a_day_at_most(ana, fig, moss):
    almost, just = liked(ana, moss, LONGEST_RUN - timedelta(seconds=1)), liked(ana, moss, LONGEST_RUN)
    assert len(items(liked(ana, fig), almost)) == 1
    assert len(items(liked(ana, fig), just)) == 2


def test_what_has_no_target_is_an_item_of_its_own(ana):
    assert len(items(did(Verb.JOINED, ana), did(Verb.JOINED, ana))) == 2
