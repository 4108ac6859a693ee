from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from community import relations
from community.models import Bookmark, Contact, Like, Member
from community.reconciliation import differences
from gallery.models import ImagePage, ImageStats
from tests.factories import MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


@pytest.fixture
def ana(db):
    return MemberFactory(username="ana")


@pytest.fixture
def bram(db):
    return MemberFactory(username="bram")


@pytest.fixture(autouse=True)
def every_count_is_the_number_of_its_rows(db):
    yield
    assert list(differences()) == []


def counts(picture):
    return ImageStats.objects.values_list("likes", "bookmarks").get(pk=picture.pk)


def follows(member):
    return Member.objects.values_list("following_count", "followers_count").get(pk=member.pk)


def test_like_sets_a_state(ana, picture):
    assert [relations.like(ana, picture), relations.like(ana, picture)] == [True, False]
    assert counts(picture) == (1, 0)
    assert [relations.unlike(ana, picture), relations.unlike(ana, picture)] == [True, False]
    assert counts(picture) == (0, 0)


def test_bookmark_sets_a_state(ana, picture):
    assert [relations.bookmark(ana, picture), relations.bookmark(ana, picture)] == [True, False]
    assert counts(picture) == (0, 1)
    assert [relations.unbookmark(ana, picture), relations.unbookmark(ana, picture)] == [True, False]
    assert counts(picture) == (0, 0)


def test_follow_goes_one_way(ana, bram):
    assert [relations.follow(ana, bram), relations.follow(ana, bram)] == [True, False]
    assert (follows(ana), follows(bram)) == ((1, 0), (0, 1))
    assert list(ana.following.all()) == [bram]
    assert list(bram.followers.all()) == [ana]
    assert (ana.rel_from_set.get(), bram.rel_to_set.get()) == (Contact.objects.get(),) * 2
    assert [relations.unfollow(ana, bram), relations.unfollow(ana, bram)] == [True, False]
    assert (follows(ana), follows(bram)) == ((0, 0), (0, 0))


def test_nobody_follows_themselves(ana):
    with pytest.raises(ValueError, match="themselves"):
        relations.follow(ana, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(user_from=ana, user_to=ana)


@pytest.mark.parametrize("model", [Like, Bookmark])
def test_the_database_holds_one_reaction_a_member_and_picture(ana, picture, model):
    model.objects.create(member=ana, page=picture)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(member=ana, page=picture)


def test_the_suspended_and_the_deleted_do_nothing(ana, bram, picture):
    Member.objects.filter(pk=bram.pk).update(is_active=False)
    for change in (relations.follow, relations.unfollow):
        with pytest.raises(relations.Gone):
            change(ana, bram)
    with pytest.raises(relations.Gone):
        relations.like(bram, picture)
    ImagePage.objects.get(pk=picture.pk).delete()
    with pytest.raises(relations.Gone):
        relations.like(ana, picture)


def test_what_cannot_be_recorded_is_not_done(ana, bram, picture, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(relations, "record", fail)
    for change, target in ((relations.follow, bram), (relations.like, picture), (relations.bookmark, picture)):
        with pytest.raises(RuntimeError):
            change(ana, target)
    assert (follows(ana), follows(bram), counts(picture)) == ((0, 0),) * 3
    assert not Contact.objects.exists()
    assert not Like.objects.exists()


def test_deleting_a_member_who_likes_60_pictures_and_follows_30_people(ana, album):
    pictures, members = [PictureFactory(parent=album) for _ in range(60)], [MemberFactory() for _ in range(30)]
    for picture in pictures:
        relations.like(ana, picture)
        relations.bookmark(ana, picture)
    for member in members:
        relations.follow(ana, member)
        relations.follow(member, ana)
    ana.delete()
    assert {counts(picture) for picture in pictures} == {(0, 0)}
    assert {follows(member) for member in members} == {(0, 0)}
    assert not Like.objects.exists()


def test_deleting_a_picture_takes_its_likes(ana, picture):
    relations.like(ana, picture)
    relations.bookmark(ana, picture)
    ImagePage.objects.get(pk=picture.pk).delete()
    assert not Like.objects.exists()
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda picture, members: picture.users_like.clear(), 0),
        (lambda picture, members: picture.users_like.set(members[:1]), 1),
        (lambda picture, members: picture.users_like.remove(*members[:2]), 1),
        (lambda picture, members: members[0].likes.clear(), 2),
        (lambda picture, members: members[0].likes.remove(picture), 2),
        (lambda picture, members: members[0].likes.set([]), 2),
        (lambda picture, members: picture.users_like.add(*members, MemberFactory(), MemberFactory()), 5),
        (lambda picture, members: members[0].likes.add(picture), 3),
        (lambda picture, members: MemberFactory().likes.add(picture), 4),
        (lambda picture, members: Like.objects.all().delete(), 0),
        (lambda picture, members: Like.objects.first().delete(), 2),
        (lambda picture, members: Member.objects.filter(pk=members[0].pk).delete(), 2),
    ],
    ids=count(),
)
def test_counts_follow_the_many_to_many_fields(picture, change, left):
    members = [MemberFactory() for _ in range(3)]
    picture.users_like.add(*members)
    assert counts(picture) == (3, 0)
    change(picture, members)
    assert counts(picture)[0] == Like.objects.filter(page=picture).count() == left


@pytest.mark.parametrize(
    "change",
    [
        lambda ana, others: ana.following.clear(),
        lambda ana, others: ana.followers.clear(),
        lambda ana, others: ana.following.set(others[:1]),
        lambda ana, others: ana.followers.add(*others),
        lambda ana, others: others[0].followers.remove(ana),
        lambda ana, others: Contact.objects.all().delete(),
        lambda ana, others: others[0].delete(),
    ],
    ids=count(),
)
def test_counts_follow_the_contacts(ana, change):
    others = [MemberFactory() for _ in range(3)]
    ana.following.add(*others)
    ana.followers.add(others[0])
    assert follows(ana) == (3, 1)
    change(ana, others)


def test_saving_a_member_loaded_before_does_not_take_the_count_back(ana, bram):
    stale = Member.objects.get(pk=bram.pk)
    relations.follow(ana, bram)
    stale.bio = "New"
    stale.save()
    assert follows(bram) == (0, 1)
    assert Member.objects.get(pk=bram.pk).bio == "New"


def test_renaming_a_member_renews_the_key(ana):
    ana.username = "Zoë"
    ana.save(update_fields=["username"])
    assert Member.objects.get(pk=ana.pk).username_key != "ana"


def test_publishing_an_old_revision_copying_and_moving_keep_likes(ana, picture, gallery):
    from tests.factories import AlbumFactory

    revision = picture.save_revision()
    relations.like(ana, picture)
    revision.publish()
    assert counts(picture) == (1, 0)
    picture.refresh_from_db()
    copy = picture.copy(update_attrs={"slug": "copy"})
    assert counts(copy) == (0, 0)
    picture.move(AlbumFactory(parent=gallery), pos="last-child")
    assert counts(picture) == (1, 0)


def test_reconcile_counts_shows_and_repairs(ana, bram, picture, capsys):
    relations.like(ana, picture)
    relations.follow(ana, bram)
    call_command("reconcile_counts", check=True)
    ImageStats.objects.update(likes=7)
    Member.objects.update(followers_count=9)
    with pytest.raises(CommandError, match="3 counts differ"):
        call_command("reconcile_counts", check=True)
    assert f"gallery.ImageStats {picture.pk}: likes is 7, rows are 1" in capsys.readouterr().out
    call_command("reconcile_counts")
    call_command("reconcile_counts", check=True)


def test_reconcile_counts_fills_a_database_that_had_none(ana, picture):
    relations.like(ana, picture)
    ImageStats.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("reconcile_counts", check=True)
    call_command("reconcile_counts")
    assert counts(picture) == (1, 0)
