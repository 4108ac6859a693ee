"""Large albums: nobody sees them from the moment in which an editor deletes them; the worker deletes the pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from gallery import removing, tasks
from gallery.models import ImagePage, ImageStats, PageRemoval
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory
from web import slices

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


@pytest.fixture
def editor(db):
    return MemberFactory(username="boss", is_superuser=True)


@pytest.fixture
def pictures(album, monkeypatch):
    """Eight, in an album and in one below it: more than go at once, more than a chunk."""
    monkeypatch.setattr(removing, "PAGES_AT_ONCE", 5)
    monkeypatch.setattr(removing, "CHUNK", 3)
    image, inner = ImageFactory(), AlbumFactory(parent=album, title="Inner")
    return [PictureFactory(parent=each, image=image) for each in [album, inner] for _ in range(4)]


def delete_in_admin(editor, page, **answers):
    client = Client()
    client.force_login(editor)
    return client.post(f"/admin/pages/{page.pk}/delete/", answers, follow=True)


def test_nobody_sees_a_large_album_that_is_deleted(client, editor, album, pictures, gallery):
    answer = delete_in_admin(editor, album)
    assert "“Still life” is being deleted." in answer.content.decode()
    assert ImagePage.objects.filter(pk__in=[page.pk for page in pictures], live=True).count() == 8
    for who in (None, editor):
        if who:
            client.force_login(who)
        assert not ImagePage.objects.visible_to(who).exists()
        for page in (album, *pictures):
            assert client.get(page.url).status_code == 404
        assert "Picture" not in client.get(gallery.url).content.decode()


def test_other_albums_stay(editor, album, pictures, gallery):
    other = PictureFactory(parent=AlbumFactory(parent=gallery))
    delete_in_admin(editor, album)
    assert list(ImagePage.objects.visible_to(None)) == [other]
    tasks.remove_pages()
    assert list(ImagePage.objects.all()) == [other]
    assert list(ImageStats.objects.values_list("pk", flat=True)) == [other.pk]
    gallery.refresh_from_db()
    assert gallery.numchild == 1


def test_the_worker_deletes_each_page_and_says_so_in_the_log(editor, album, pictures):
    delete_in_admin(editor, album)
    while removing.remove_some():
        assert Page.find_problems() == ([], [], [], [], [])
    assert not Page.objects.filter(path__startswith=album.path).exists()
    assert not PageRemoval.objects.exists()
    entries = PageLogEntry.objects.filter(action="wagtail.delete", deleted=True)
    assert set(entries.values_list("user", flat=True)) == {editor.pk}
    assert entries.count() == len(pictures) + 2


def test_a_killed_worker_leaves_a_whole_chunk_undone(editor, album, pictures):
    removing.remove_later(album, editor)
    removing.remove_some()
    left = Page.objects.filter(path__startswith=album.path).count()

    def die(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("DELETE") and "wagtailcore_page" in sql:
            raise KeyboardInterrupt
        return result

    with connection.execute_wrapper(die), pytest.raises(KeyboardInterrupt):
        tasks.remove_pages()
    assert Page.objects.filter(path__startswith=album.path).count() == left
    assert not ImagePage.objects.visible_to(None).exists()
    tasks.remove_pages()
    assert not Page.objects.filter(path__startswith=album.path).exists()


def test_a_slice_ends_in_time(editor, album, pictures, monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 0)
    removing.remove_later(album, editor)
    tasks.remove_pages()
    assert Page.objects.filter(path__startswith=album.path).count() == len(pictures) + 2 - 3


def test_the_statements_of_a_chunk_do_not_grow_with_the_album(editor, gallery, monkeypatch):
    monkeypatch.setattr(removing, "CHUNK", 3)
    image, most = ImageFactory(), []
    for size in (6, 18):
        album = AlbumFactory(parent=gallery)
        for _ in range(size):
            PictureFactory(parent=album, image=image)
        removing.remove_later(album, editor)
        with CaptureQueriesContext(connection) as queries:
            removing.remove_some()
        most.append(len(queries))
        tasks.remove_pages()
    assert most[0] == most[1]


def test_a_small_album_goes_at_once(editor, album, picture):
    delete_in_admin(editor, album)
    assert not PageRemoval.objects.exists()
    assert not ImagePage.objects.exists()


def test_a_picture_that_many_like_waits_for_the_worker(editor, picture):
    ImageStats.objects.filter(pk=picture.pk).update(likes=removing.REACTIONS_AT_ONCE + 1)
    delete_in_admin(editor, picture)
    assert PageRemoval.objects.get().page_id == picture.pk


def test_nothing_is_deleted_where_wagtail_asks_again(editor, album, pictures):
    delete_in_admin(editor, album, confirm_site_name="Something else")
    assert ImagePage.objects.visible_to(None).count() == 8
    client = Client()
    client.force_login(editor)
    assert client.get(f"/admin/pages/{album.pk}/delete/").status_code == 200
    assert not PageRemoval.objects.exists()


def test_who_may_not_delete_it_does_not(album, pictures):
    delete_in_admin(MemberFactory(), album)
    assert not PageRemoval.objects.exists()


@pytest.mark.parametrize("listing", ["wagtailcore/page", "gallery/imagepage"])
def test_the_selected_pages_wait_together(editor, album, pictures, gallery, listing):
    small = AlbumFactory(parent=gallery, title="Small")
    client = Client()
    client.force_login(editor)
    url = f"/admin/bulk/{listing}/delete/?id={album.pk}&id={small.pk}&next=/admin/pages/{gallery.pk}/"
    answer = client.post(url, follow=True).content.decode()
    assert "“Still life” is being deleted." in answer
    assert "“Small” is being deleted." in answer
    tasks.remove_pages()
    assert not gallery.get_children().exists()


def test_a_picture_comes_in_while_its_album_goes(editor, album, pictures):
    removing.remove_later(album, editor)
    removing.remove_some()
    album.refresh_from_db()
    late = PictureFactory(parent=album)
    assert not ImagePage.objects.visible_to(editor).filter(pk=late.pk).exists()
    tasks.remove_pages()
    assert not Page.objects.filter(path__startswith=album.path).exists()


def test_a_password_opens_nothing_there(client, album, pictures):
    restriction = PageViewRestriction.objects.create(
        page=pictures[0], restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )
    assert "password" in client.get(pictures[0].url).content.decode()
    removing.remove_later(album, None)
    address = f"/_util/authenticate_with_password/{restriction.pk}/{pictures[0].pk}/"
    assert client.get(pictures[0].url).status_code == 404
    assert client.post(address, {"password": "wrong"}).status_code == 404
