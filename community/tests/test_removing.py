"""Members who leave a great many rows, and pictures that many liked: at once for everybody, then chunk by chunk."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activity.models import Action
from activity.verbs import Verb
from community import leaving, relations, removing, tasks
from community.models import Bookmark, Contact, Departure, Like, Member
from community.reconciliation import differences
from community.tests.accounts import PASSWORD, member_of, sign_in, sign_up
from gallery import removing as gallery_removing
from gallery.models import ImagePage, ImageStats, PageRemoval
from tests.concurrency import at_once
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory
from web import slices

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
OTHERS, PICTURES, ACTIONS = 300, 40, 2_500


def fill(member, pictures, others):
    """Rows in bulk, and the counts that belong to them."""
    Like.objects.bulk_create(Like(member=member, page=page) for page in pictures)
    Bookmark.objects.bulk_create(Bookmark(member=member, page=page) for page in pictures)
    Contact.objects.bulk_create(Contact(user_from=member, user_to=other) for other in others)
    Contact.objects.bulk_create(Contact(user_from=other, user_to=member) for other in others)
    Member.objects.filter(pk=member.pk).update(followers_count=len(others), following_count=len(others))
    Member.objects.filter(pk__in=[other.pk for other in others]).update(followers_count=1, following_count=1)
    ImageStats.objects.filter(pk__in=[page.pk for page in pictures]).update(likes=1, bookmarks=1)
    people = ContentType.objects.get_for_model(Member)
    Action.objects.bulk_create(Action(actor=member, verb=Verb.JOINED) for _ in range(ACTIONS))
    followed = {"verb": Verb.FOLLOWED, "target_ct": people, "target_id": member.pk}
    Action.objects.bulk_create(Action(actor=other, **followed) for other in others)


@pytest.fixture
def pictures(album):
    image = ImageFactory()
    return [PictureFactory(parent=album, image=image) for _ in range(PICTURES)]


@pytest.fixture
def ana(pictures):
    ana = MemberFactory(username="ana", email="ana@example.org", display_name="Ana A.")
    ana.set_password(PASSWORD)
    ana.save()
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    ImagePage.objects.filter(pk__in=[page.pk for page in pictures]).update(owner=ana)
    fill(ana, pictures, Member.objects.bulk_create(MemberFactory.build_batch(OTHERS)))
    assert list(differences()) == []
    return ana


@pytest.fixture
def chunks(monkeypatch):
    monkeypatch.setattr(removing, "CHUNK", 15)
    monkeypatch.setattr(leaving, "CHUNK", 15)


def delete_in_admin(member, path="/admin/users/delete/{}/"):
    editor = Client()
    editor.force_login(Member.objects.filter(is_superuser=True).first() or MemberFactory(is_superuser=True))
    assert editor.post(path.format(member.pk)).status_code == 302
    return editor


@pytest.mark.parametrize("path", ["/admin/users/delete/{}/", "/admin/bulk/community/member/delete/?id={}"])
def test_a_large_member_is_gone_at_once(client, ana, pictures, path):
    bram = MemberFactory(username="bram")
    relations.follow(bram, ana)
    client.force_login(ana)
    follower = Contact.objects.filter(user_to=ana).first().user_from
    seen = ["/people/?order=followed", pictures[0].url, f"/people/{follower.username}/following/"]
    client.force_login(follower)
    assert all("Ana A." in client.get(address).content.decode() for address in seen)
    client.force_login(ana)
    editor = delete_in_admin(ana, path)
    assert Departure.objects.get().member.likes.count() == PICTURES  # the rows are still there
    assert client.get("/account/profile/").url.startswith("/account/login/")
    for address in [*seen, "/people/bram/following/"]:
        page = client.get(address).content.decode()
        assert "Ana A." not in page
        assert "Deleted member" not in page
    for address in ["/people/ana/", "/people/ana/likes/", f"/people/deleted%20{ana.pk}/"]:
        assert client.get(address).status_code == 404
    client.force_login(bram)
    assert "joined" not in client.get("/feed/").content.decode()
    assert "Deleted member" not in editor.get("/admin/users/").content.decode()


def test_a_name_and_an_address_are_free_at_once(client, ana):
    delete_in_admin(ana)
    sign_in(client, "ana")
    assert member_of(client) is None
    assert sign_up(client, "ana", "ana@example.org").status_code == 302
    assert Member.objects.get(username="ana").pk != ana.pk
    tasks.remove_members()
    assert Member.objects.get(username="ana").email == "ana@example.org"


def test_counts_are_right_after_each_chunk(ana, pictures, chunks):
    bram = MemberFactory()
    relations.like(bram, pictures[0])
    relations.follow(bram, Contact.objects.filter(user_from=ana).first().user_to)
    delete_in_admin(ana)
    number = 0
    while leaving.remove_some():
        number += 1
        assert list(differences()) == []
        if Departure.objects.exists():
            owned = ImagePage.objects.filter(owner=ana).count()
    assert owned == 0  # chunk by chunk too
    assert number > (ACTIONS + 2 * OTHERS) / 15
    assert not Member.objects.filter(pk=ana.pk).exists()
    assert not Departure.objects.exists()
    assert (Like.objects.get().member, Contact.objects.get().user_from) == (bram, bram)
    assert not Action.objects.exclude(actor=bram).exists()
    assert ImagePage.objects.filter(owner=None).count() == PICTURES


def test_the_statements_of_a_chunk_do_not_grow_with_it(ana, monkeypatch):
    most = {}
    for size in (5, 50):
        monkeypatch.setattr(removing, "CHUNK", size)
        monkeypatch.setattr(leaving, "CHUNK", size)
        member = ana if size == 5 else MemberFactory()
        if member != ana:
            fill(member, PictureFactory.create_batch(5, parent=ImagePage.objects.first().get_parent()), [])
        leaving.leave(member)
        numbers = []
        while Departure.objects.exists():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                leaving.remove_some()
            numbers.append(len(queries))
        most[size] = max(numbers[:-1])
    assert max(most.values()) < 35


def test_a_killed_worker_leaves_a_whole_chunk_undone(ana, chunks, monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 60)
    delete_in_admin(ana)
    deletions = []

    def die(execute, sql, *rest):
        if sql.startswith("DELETE"):
            deletions.append(sql)
            if len(deletions) == 5:
                execute(sql, *rest)
                raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(die), pytest.raises(KeyboardInterrupt):
        tasks.remove_members()
    assert 0 < Contact.objects.count() + Like.objects.count() < 2 * OTHERS + PICTURES
    assert list(differences()) == []
    tasks.remove_members()
    assert not Member.objects.filter(pk=ana.pk).exists()
    assert list(differences()) == []


def test_a_slice_ends_in_time(ana, chunks, monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 0)
    leaving.leave(ana)
    tasks.remove_members()
    assert Like.objects.count() == PICTURES - 15


def test_a_picture_that_goes_takes_its_likes_along_in_few_statements(picture):
    Like.objects.bulk_create(Like(member=each, page=picture) for each in MemberFactory.create_batch(50))
    with CaptureQueriesContext(connection) as queries:
        picture.delete()
    assert not [each["sql"] for each in queries if each["sql"].startswith('UPDATE "gallery_imagestats"')]
    assert not Like.objects.exists()


def test_an_album_takes_what_members_did_along_chunk_by_chunk(pictures, ana, picture, monkeypatch):
    monkeypatch.setattr(removing, "CHUNK", 7)
    relations.like(MemberFactory(), picture)
    for page in pictures:
        relations.like(MemberFactory(), page)
    album = AlbumFactory(parent=picture.get_parent().get_parent())
    picture.move(album, "last-child")
    gallery_removing.remove_later(pictures[0].get_parent(), None)
    most = []
    while PageRemoval.objects.exists():
        with CaptureQueriesContext(connection) as queries:
            gallery_removing.remove_some()
        most.append(len(queries))
        assert list(differences()) == []
    assert len(most) > 3 * PICTURES / 7
    assert list(Like.objects.values_list("page", flat=True)) == [picture.pk]
    about = ContentType.objects.get_for_model(ImagePage)
    assert set(Action.objects.filter(target_ct=about).values_list("target_id", flat=True)) == {picture.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Like, Contact])
def test_rows_that_somebody_else_deletes_meanwhile_are_subtracted_once(picture, model):
    """They wait, as the counts are locked, and find no row any more."""
    ana, bram = MemberFactory(), MemberFactory()
    for other in (ana, bram):
        relations.like(other, picture)
    relations.follow(ana, bram)
    late = threading.Thread(target=at_once, args=[1, [model.objects.all()[:1].get().delete]])

    def meanwhile(execute, sql, *rest):
        if sql.startswith("DELETE FROM") and model._meta.db_table in sql and not late.ident:
            late.start()
            late.join(1)
        return execute(sql, *rest)

    leaving.leave(ana)
    with connection.execute_wrapper(meanwhile):
        while leaving.remove_some():
            pass
    late.join()
    assert late.ident
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_counts_stay_right_while_others_act(ana, pictures, chunks):
    others, bram = list(Member.objects.exclude(pk=ana.pk)[:20]), MemberFactory()
    leaving.leave(ana)

    def work():
        for _ in range(80):
            leaving.remove_some()

    jobs = [work, work]
    jobs += [lambda page=page: (relations.like(bram, page), relations.bookmark(bram, page)) for page in pictures]
    jobs += [lambda other=other: relations.follow(bram, other) for other in others]
    jobs += [lambda page=page: Like.objects.filter(member=ana, page=page).delete() for page in pictures]
    at_once(6, jobs)
    assert list(differences()) == []
    while leaving.remove_some():
        pass
    assert list(differences()) == []
    assert (Like.objects.count(), Contact.objects.count()) == (PICTURES, 20)
