"""Many members at once, over connections of their own. SCALE=17 makes it the long run: 85 bursts, 10,200 changes."""

import os
import random
import threading
from contextlib import suppress

import pytest
from django.db import connection

from community import relations
from community.models import Bookmark, Contact, Like
from community.reconciliation import differences
from gallery.models import ImageStats
from tests.concurrency import at_once
from tests.factories import MemberFactory

SCALE = int(os.environ.get("SCALE", "1"))
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.exact]


@pytest.mark.parametrize("change", [relations.like, relations.bookmark])
def test_bursts_of_identical_reactions_are_one(picture, change):
    for _burst in range(5 * SCALE):
        member = MemberFactory()
        changed = at_once(16, [lambda m=member: change(m, picture)] * 50)
        assert sum(changed) == 1
    assert Like.objects.count() + Bookmark.objects.count() == 5 * SCALE
    assert list(differences()) == []


def test_bursts_of_identical_follows_are_one(db):
    for _burst in range(5 * SCALE):
        ana, bram = MemberFactory(), MemberFactory()
        jobs = [lambda a=ana, b=bram: relations.follow(a, b), lambda a=ana, b=bram: relations.follow(b, a)] * 25
        assert sum(at_once(16, jobs)) == 2
    assert Contact.objects.count() == 10 * SCALE
    assert list(differences()) == []


def test_likes_and_unlikes_of_twenty_members_leave_the_right_count(picture):
    members, dice = [MemberFactory() for _ in range(20)], random.Random(1)
    changes = [(dice.choice([relations.like, relations.unlike]), dice.choice(members)) for _ in range(600 * SCALE)]
    at_once(32, [lambda c=change, m=member: c(m, picture) for change, member in changes])
    assert ImageStats.objects.get(pk=picture.pk).likes == Like.objects.count()
    assert list(differences()) == []


def test_a_member_who_leaves_while_liking_and_unliking(picture):
    for _time in range(5):
        ana, bram = MemberFactory(), MemberFactory()
        relations.like(ana, picture)
        relations.follow(ana, bram)

        def tolerant(change, *args):
            try:
                return change(*args)
            except relations.Gone:
                return False

        jobs = [
            ana.delete,
            lambda a=ana: tolerant(relations.unlike, a, picture),
            lambda a=ana: tolerant(relations.like, a, picture),
            lambda a=ana, b=bram: tolerant(relations.unfollow, a, b),
            lambda a=ana, b=bram: tolerant(relations.follow, b, a),
        ]
        at_once(5, jobs)
        assert list(differences()) == []


def test_a_like_that_comes_while_the_picture_goes_waits_and_finds_it_gone(picture):
    """It comes after the picture's likes were collected for deletion, and would be left over."""
    liked, ana = [], MemberFactory()

    def like():
        with suppress(relations.Gone):
            liked.append(relations.like(ana, picture))

    late = threading.Thread(target=at_once, args=[1, [like]])

    def meanwhile(execute, sql, *rest):
        if sql.startswith("DELETE FROM") and not late.ident:
            late.start()
            late.join(1)
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        picture.delete()
    late.join()
    assert late.ident
    assert not liked
    assert not Like.objects.exists()
