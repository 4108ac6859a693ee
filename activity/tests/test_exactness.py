"""Many at once, over connections of their own."""

import pytest

from activity.models import Action
from activity.recording import record
from activity.verbs import Verb
from community import relations
from community.models import Like
from tests.concurrency import at_once
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.exact]


def test_two_hundred_at_once_are_one(picture):
    ana, bram = MemberFactory(), MemberFactory()
    for target in (picture, bram, None):
        assert sum(at_once(16, [lambda t=target: record(ana, Verb.LIKED, t)] * 200)) == 1
    assert Action.objects.count() == 3


def test_two_who_act_on_each_other_do_not_wait_in_a_circle():
    ana, bram = MemberFactory(), MemberFactory()
    jobs = [lambda: record(ana, Verb.FOLLOWED, bram), lambda: record(bram, Verb.FOLLOWED, ana)] * 50
    assert sum(at_once(16, jobs)) == 2


def test_a_target_that_goes_meanwhile_leaves_nothing():
    album = AlbumFactory(parent=make_gallery())
    for _ in range(10):
        picture, members = PictureFactory(parent=album), [MemberFactory() for _ in range(6)]
        jobs = [lambda m=member, p=picture: record(m, Verb.LIKED, p) for member in members]
        at_once(4, [*jobs[:3], picture.delete, *jobs[3:]])
        bram = MemberFactory()
        jobs = [lambda m=member, b=bram: record(m, Verb.FOLLOWED, b) for member in members]
        at_once(4, [*jobs[:3], bram.delete, *jobs[3:]])
        assert not Action.objects.exists()


def test_each_change_has_its_action(picture):
    members = [MemberFactory() for _ in range(8)]
    changes = (relations.like, relations.unlike, relations.bookmark)
    at_once(16, [lambda m=m, c=c: c(m, picture) for m in members for c in changes])
    verbs = list(Action.objects.values_list("verb", flat=True))
    assert verbs.count(Verb.BOOKMARKED) == verbs.count(Verb.LIKED) == 8
    assert Action.objects.filter(verb=Verb.UNLIKED).count() == 8 - Like.objects.count()
