import pytest
from django.db import connection
from wagtail.models import Page

from gallery.indexes import INDEXES, make_missing
from gallery.newest import NewestPictures, in_album, picture_pages
from tests.factories import AlbumFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def names():
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Page._meta.db_table))


@pytest.mark.django_db(transaction=True)
def test_an_index_that_a_migration_of_wagtail_lost_is_made_again():
    with connection.schema_editor() as editor:
        editor.remove_index(Page, INDEXES[0])
    assert INDEXES[0].name not in names()
    make_missing("default")
    make_missing("default")
    assert {index.name for index in INDEXES} <= names()


def test_an_album_is_read_from_its_index(album, stranger):
    pages = NewestPictures(in_album(picture_pages(stranger), album.path)).pages
    if connection.vendor == "sqlite":  # PostgreSQL reads so small a table as a whole
        assert "gallery_pages_of_album" in pages.values_list("pk")[:24].explain()


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_are_the_same_from_either_end(album, stranger, size):
    pictures = [PictureFactory(parent=album) for _ in range(7)][::-1]
    PictureFactory(parent=AlbumFactory(parent=album.get_parent()))
    newest = NewestPictures(in_album(picture_pages(stranger), album.path))
    assert newest.count() == len(newest) == 7
    for start in range(0, 7, size):
        assert newest[start : start + size] == pictures[start : start + size]
