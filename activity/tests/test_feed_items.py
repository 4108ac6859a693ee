from datetime import timedelta

import pytest
from django.utils import timezone

from activity.feed_items import LONGEST_RUN, SHOWN, FeedItem, group_runs, load
from activity.models import Action
from activity.sentences import sentence
from activity.verbs import Verb
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def liked(actor, target, ago=timedelta()):
    return Action(actor=actor, verb=Verb.LIKED, target=target, created=NOW - ago)


def runs(*actions):
    return [item.actions for item in group_runs(actions)]


def test_a_run_is_of_one_actor_verb_and_kind(album):
    ana, bram = MemberFactory(), MemberFactory()
    fig, moss = PictureFactory(parent=album), PictureFactory(parent=album)
    run = [liked(ana, fig), liked(ana, moss)]
    other_actor, other_verb = liked(bram, fig), Action(actor=bram, verb=Verb.BOOKMARKED, target=moss, created=NOW)
    other_kind = Action(actor=bram, verb=Verb.BOOKMARKED, target=ana, created=NOW)
    assert runs(*run, other_actor, other_verb, other_kind) == [run, [other_actor], [other_verb], [other_kind]]


def test_a_run_takes_a_day_at_most(picture):
    ana = MemberFactory()
    almost, just = liked(ana, picture, LONGEST_RUN - timedelta(seconds=1)), liked(ana, picture, LONGEST_RUN)
    assert len(runs(liked(ana, picture), almost)) == 1
    assert len(runs(liked(ana, picture), just)) == 2


def test_what_has_no_target_is_no_run():
    ana = MemberFactory()
    joined = [Action(actor=ana, verb=Verb.JOINED, created=NOW) for _ in range(2)]
    assert len(runs(*joined)) == 2


def test_what_is_gone_meanwhile_is_left_out(album, stranger):
    ana, fig, moss = MemberFactory(), PictureFactory(parent=album), PictureFactory(parent=album)
    both, gone = [Action.objects.create(actor=ana, verb=Verb.LIKED, target=each, created=NOW) for each in (fig, moss)]
    moss.unpublish()
    items = [FeedItem([Action.objects.get(pk=each.pk) for each in of]) for of in ([both, gone], [gone])]
    loaded = load(items, stranger)
    assert [item.targets for item in loaded] == [[fig]]


def test_of_a_long_run_some_are_loaded_and_all_are_counted(album, stranger):
    ana = MemberFactory()
    pictures = [PictureFactory(parent=album) for _ in range(SHOWN + 3)]
    for picture in pictures:
        Action.objects.create(actor=ana, verb=Verb.LIKED, target=picture, created=NOW)
    [item] = load(group_runs(Action.objects.newest()), stranger)
    assert item.targets == pictures[: -SHOWN - 1 : -1]
    assert f"and {len(pictures) - 2} more" in sentence(item, str)
