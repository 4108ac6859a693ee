import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from gallery.models import GalleryPage, ImageStats
from home.apps import move_site
from home.models import ALBUMS, HomePage
from tests.factories import AlbumFactory, PictureFactory

pytestmark = pytest.mark.django_db


def choose(*pictures):
    home = HomePage.objects.get()
    home.choices = [home.choices.model(picture=picture) for picture in pictures]
    home.save()


def test_home_shows_the_editors_choice_in_their_order(client, album):
    first, second, third = (PictureFactory(parent=album) for _ in range(3))
    choose(second, third, first)
    assert client.get("/").context["chosen"] == [second, third, first]


def test_home_leaves_out_what_is_hidden(client, album):
    picture, hidden = PictureFactory(parent=album), PictureFactory(parent=album, live=False)
    choose(hidden, picture)
    context = client.get("/").context
    assert context["chosen"] == [picture]
    assert list(context["newest"]) == [picture]


def test_home_shows_the_most_viewed(client, album):
    pictures = [PictureFactory(parent=album) for _ in range(3)]
    from gallery.popularity.periods import today
    from gallery.popularity.storing import add_views

    add_views({(today(), pictures[1].pk): 5, (today(), pictures[0].pk): 2})
    assert client.get("/").context["most_viewed"] == [pictures[1], pictures[0]]


def test_home_loads_the_albums_it_shows(client, gallery):
    loaded = []

    def count(sender, instance, **kwargs):
        loaded.append(instance.pk)

    def add_albums(number):
        for _ in range(number):
            PictureFactory(parent=AlbumFactory(parent=gallery))

    def queries():
        client.get("/")  # whatever is only looked up once is warm
        loaded.clear()
        with CaptureQueriesContext(connection) as captured:
            albums = client.get("/").context["albums"]
        assert len(albums) == ALBUMS
        assert loaded == [album.pk for album in albums]
        return len(captured)

    post_init.connect(count, sender=GalleryPage)
    try:
        add_albums(9)
        few = queries()
        add_albums(3)
        assert queries() == few
    finally:
        post_init.disconnect(count, sender=GalleryPage)


def test_the_site_moves_to_its_public_url(gallery, settings):
    for url, address in (("https://example.org", ("example.org", 443)), ("http://localhost:8001", ("localhost", 8001))):
        settings.PUBLIC_URL = url
        move_site()
        assert Site.objects.values_list("hostname", "port").get() == address
    settings.PUBLIC_URL = ""
    move_site()
    assert Site.objects.get().port == 8001


def test_an_empty_home_says_so(client, gallery):
    assert "No picture has been published yet" in client.get("/").content.decode()


def test_deleting_a_chosen_picture_deletes_the_choice(client, album):
    picture = PictureFactory(parent=album)
    choose(picture)
    picture.delete()
    assert client.get("/").context["chosen"] == []
    assert not ImageStats.objects.exists()
