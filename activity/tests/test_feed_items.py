from datetime import timedelta

import pytest
from django.utils import timezone

from activity.feed_items import LONGEST_RUN, group_runs
from activity.models import Action
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


def test_what_is_gone_meanwhile_is_left_out(picture):
    ana = MemberFactory()
    gone = Action(actor=ana, verb=Verb.LIKED, target_ct=liked(ana, picture).target_ct, target_id=0, created=NOW)
    assert runs(gone) == []
