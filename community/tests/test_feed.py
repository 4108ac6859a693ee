import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from activity import newest_per_actor
from activity.models import Action
from activity.recording import record
from activity.sentences import sentence
from activity.verbs import Verb
from community import feed, relations
from community.feed_pages import ITEMS_A_PAGE
from community.models import Contact, Like, Member
from gallery.models import ImagePage
from tests.factories import MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def shown(member, **kwargs):
    return [sentence(item, str) for item in feed.feed_of(member, member, **kwargs).items]


def test_what_the_followed_did_newest_first_without_ones_own(ana, bram, picture):
    chiyo = MemberFactory(username="chiyo")
    relations.like(bram, picture)
    relations.like(ana, picture)
    relations.like(chiyo, picture)
    relations.follow(bram, chiyo)
    relations.follow(ana, chiyo)
    assert shown(ana) == ["bram followed chiyo", "chiyo and bram liked Half a fig"]


def test_a_run_is_one_item(ana, bram, album):
    titles = ["Half a fig", "Brushes", "Grey", "Dusk", "Noon"]
    for title in reversed(titles):
        relations.like(bram, PictureFactory(parent=album, title=title))
    assert shown(ana) == ["bram liked Half a fig, Brushes and 3 more"]
    relations.follow(bram, MemberFactory(username="chiyo"))
    relations.like(bram, PictureFactory(parent=album, title="Moss"))
    relations.like(bram, PictureFactory(parent=album, title="Rain"))
    assert shown(ana)[:2] == ["bram liked Rain and Moss", "bram followed chiyo"]


def test_undone_and_private_actions_are_recorded_but_not_shown(ana, bram, picture):
    chiyo = MemberFactory(username="chiyo")
    for change, target in (
        (relations.like, picture),
        (relations.unlike, picture),
        (relations.follow, chiyo),
        (relations.unfollow, chiyo),
        (relations.bookmark, picture),
        (relations.unbookmark, picture),
    ):
        assert change(bram, target)
    assert set(Action.objects.values_list("verb", flat=True)) == set(Verb) - {Verb.JOINED, Verb.PUBLISHED}
    assert shown(ana) == []


def test_what_was_never_undone_is_shown_by_the_record_alone(ana, bram, picture):
    record(bram, Verb.LIKED, picture)
    assert shown(ana) == ["bram liked Half a fig"]


def test_to_and_fro_within_a_minute_the_rows_decide(ana, bram, picture):
    relations.like(bram, picture)
    relations.unlike(bram, picture)
    relations.like(bram, picture)  # the record does not have this one
    assert shown(ana) == ["bram liked Half a fig"]
    Action.objects.filter(verb=Verb.LIKED).update(created="2026-01-01T12:00Z")
    relations.unlike(bram, picture)  # nor this one
    relations.like(bram, picture)
    relations.unlike(bram, picture)  # nor this one, which comes after the last like on record
    assert list(Action.objects.newest().values_list("verb", flat=True)) == ["liked", "unliked", "liked"]
    assert shown(ana) == []


def test_what_was_undone_and_done_again_is_shown_once(ana, bram, picture, album):
    relations.like(bram, picture)
    Action.objects.update(created="2026-01-01T12:00Z")
    relations.unlike(bram, picture)
    relations.like(bram, PictureFactory(parent=album, title="Moss"))
    relations.like(bram, picture)
    relations.unlike(bram, picture)
    relations.like(bram, picture)  # within the minute: not recorded anew, and still so
    assert shown(ana) == ["bram liked Half a fig and Moss"]


def test_what_members_hide_and_the_suspended_are_not_shown(ana, bram, picture):
    chiyo = MemberFactory(username="chiyo")
    relations.like(bram, picture)
    relations.follow(bram, chiyo)
    assert len(shown(ana)) == 2
    Member.objects.filter(pk=chiyo.pk).update(hide_follows=True)
    assert shown(ana) == ["bram liked Half a fig"]
    Member.objects.filter(pk=bram.pk).update(hide_likes=True)
    assert shown(ana) == []
    Member.objects.filter(pk=bram.pk).update(hide_likes=False, is_active=False)
    assert shown(ana) == []


def test_a_private_picture_is_shown_to_nobody_after_one_who_may_see_it(ana, bram, picture):
    relations.like(bram, picture)
    PageViewRestriction.objects.create(page=picture, restriction_type="login")
    assert len(feed.activity_of(bram, ana).items) == 1
    assert not feed.activity_of(bram, None).items


def test_hidden_targets_are_not_there_and_the_page_is_full(ana, bram, album):
    pictures = [PictureFactory(parent=album) for _ in range(feed.READ * 2)]
    for picture in pictures:
        relations.like(bram, picture)
    for picture in pictures[feed.READ - 5 :: 2]:
        PageViewRestriction.objects.create(page=picture, restriction_type="password")
    hidden = len(pictures[feed.READ - 5 :: 2])
    assert len(feed.newest_actions(Member.objects.filter(pk=bram.pk), ana)) == feed.READ + 1
    page = feed.feed_of(ana, ana)
    assert [len(item.actions) for item in page.items] == [len(pictures) - hidden]
    assert page.next is None


def test_a_new_action_neither_shifts_nor_repeats(ana, bram, gallery):
    chiyo = MemberFactory(username="chiyo")
    Contact.objects.create(user_from=ana, user_to=chiyo)
    for number in range(ITEMS_A_PAGE + 10):
        relations.follow([bram, chiyo][number % 2], MemberFactory(username=f"m{number}"))
    everything = shown(ana)
    page = feed.feed_of(ana, ana)
    assert len(everything) == ITEMS_A_PAGE
    relations.follow(bram, MemberFactory(username="new"))
    older = shown(ana, before=page.next)
    assert len(older) == 10
    assert not set(older) & set(everything)


def follow_many(ana, number):
    others = Member.objects.bulk_create(MemberFactory.build_batch(number))
    Contact.objects.bulk_create([Contact(user_from=ana, user_to=other) for other in others])
    return others


def test_the_first_page_looks_at_who_acted_last_and_misses_nobody(ana, bram, picture, album, monkeypatch):
    monkeypatch.setattr(feed, "READ", 3)
    moss = PictureFactory(parent=album, title="Moss")
    others = follow_many(ana, 12)
    for other in [*others, bram]:
        relations.like(other, picture)

    def newest():
        return [action for item in feed.feed_of(ana, ana).items for action in item.actions]

    asked = []
    monkeypatch.setattr(
        feed, "newest_actions", lambda *args, real=feed.newest_actions: asked.append(args) or real(*args)
    )
    assert newest()[0].actor == bram
    assert (len(asked), asked[0][0].count()) == (1, 4)
    for other in others[:4]:
        relations.like(other, moss)
    PageViewRestriction.objects.create(page=moss, restriction_type="password")
    asked.clear()
    everything = feed.newest_actions(Member.objects.filter(rel_to_set__user_from=ana), ana)
    assert newest() == everything[:3]
    assert asked[-1][0].count() == 13


@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_looking_no_further_back_than_needed_misses_nothing(ana, album, monkeypatch, hidden):
    monkeypatch.setattr(feed, "READ", 3)
    pictures = [PictureFactory(parent=album) for _ in range(3)]
    for other in follow_many(ana, 6):
        for picture in pictures:
            relations.like(other, picture)
    for picture in pictures[3 - hidden :]:
        PageViewRestriction.objects.create(page=picture, restriction_type="password")
    followed = Member.objects.filter(rel_to_set__user_from=ana)
    everything = feed.newest_actions(followed, ana)
    monkeypatch.setattr(newest_per_actor, "CANDIDATES_PER_ACTOR", 2)
    for factor in (1, 2):
        monkeypatch.setattr(newest_per_actor, "OVERFETCH", factor)
        assert feed.newest_actions(followed, ana) == everything
    assert len(everything) == 4


@pytest.mark.parametrize("kinds", [1, 2])
def test_a_page_costs_the_same_for_any_number_of_items_follows_and_actions(client, ana, bram, album, kinds):
    client.force_login(ana)

    def queries():
        client.get("/feed/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/feed/")
        return len(captured)

    def act(members, pictures):
        for member in members:
            for picture in pictures:
                relations.like(member, picture)
            if kinds == 2:
                relations.follow(member, MemberFactory())

    pictures = [PictureFactory(parent=album) for _ in range(5)]
    act([bram], pictures[:1])
    few = queries()
    others = follow_many(ana, 10)
    act(others, pictures[:2])
    assert queries() == few
    others = follow_many(ana, 1000)
    act(others[:30], pictures)
    assert queries() == few
    assert few == COST


# The member, whom they follow, the version of the content, candidates, actions, marks.
COST = 6


def test_deleting_actors_and_targets_breaks_no_feed(client, ana, bram, picture, album):
    chiyo = MemberFactory(username="chiyo")
    relations.like(bram, picture)
    relations.follow(bram, chiyo)
    relations.like(bram, PictureFactory(parent=album, title="Moss"))
    ImagePage.objects.get(pk=picture.pk).delete()
    chiyo.delete()
    assert shown(ana) == ["bram liked Moss"]
    bram.delete()
    assert shown(ana) == []
    client.force_login(ana)
    assert client.get("/feed/").status_code == 200
    assert not Action.objects.exists()
    assert not Like.objects.exists()
