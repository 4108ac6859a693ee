from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from gallery.models import GalleryPage, ImageStats
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from home.apps import move_site
from home.front_page import ALBUMS
from home.models import HomePage
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


def choose(*pictures):
    home = HomePage.objects.get()
    home.choices = [home.choices.model(picture=picture) for picture in pictures]
    home.save()


def test_home_opens_with_the_editors_choice_in_their_order(client, album):
    first, second, third = (PictureFactory(parent=album) for _ in range(3))
    choose(second, third, first)
    context = client.get("/").context
    assert [context["opening"], *context["chosen"]] == [second, third, first]


def test_home_opens_with_the_newest_where_nothing_is_chosen(client, album):
    older, newest = (PictureFactory(parent=album, age=age) for age in (2, 1))
    context = client.get("/").context
    assert (context["opening"], context["newest"]) == (newest, [older])


def test_home_leaves_out_what_is_hidden(client, album):
    picture, hidden = PictureFactory(parent=album), PictureFactory(parent=album, live=False)
    choose(hidden, picture)
    context = client.get("/").context
    assert (context["opening"], context["chosen"], context["newest"]) == (picture, [], [])


def test_home_shows_what_rises_today_and_how_far(client, album):
    first, second, third = (PictureFactory(parent=album, title=title) for title in ("Fig", "Moss", "Rain"))
    chosen = PictureFactory(parent=album)
    choose(chosen)
    day = today()
    add_views({(day - timedelta(days=1), page.pk): views for page, views in ((first, 5), (second, 4), (third, 3))})
    add_views({(day, page.pk): views for page, views in ((chosen, 9), (first, 7), (second, 5), (third, 4))})
    response = client.get("/")
    assert response.context["risen"] == []  # all went down, as a new one stands above them
    add_views({(day, third.pk): 20})
    response = client.get("/")
    assert response.context["risen"] == [third]
    assert "up 2 since yesterday" in " ".join(response.content.decode().split())
    assert 'href="/most-viewed/?period=day"' in response.content.decode()  # which says the same of them


def test_home_shows_no_picture_twice(client, gallery):
    ana, bram = (MemberFactory(username=name) for name in ("ana", "bram"))
    albums = [AlbumFactory(parent=gallery) for _ in range(3)]
    albums.append(AlbumFactory(parent=albums[0]))
    pictures = [
        PictureFactory(parent=album, owner=owner) for album in albums for owner in (ana, bram) for _ in range(6)
    ]
    choose(*pictures[:3])
    add_views({(today(), page.pk): 5 for page in pictures[1:9]})
    context = client.get("/").context
    strips = [page for each in (*context["people"], *context["albums"]) for page in each.frames]
    shown = [context["opening"], *context["chosen"], *context["risen"], *context["newest"], *strips]
    assert context["people"]
    assert context["albums"]
    assert len({page.pk for page in shown}) == len(shown) > 20


def test_home_shows_albums_with_pictures_that_are_not_shown_above(client, gallery):
    album, above = AlbumFactory(parent=gallery, title="Still life"), AlbumFactory(parent=gallery, title="Above")
    for _ in range(8):
        PictureFactory(parent=album)
    PictureFactory(parent=above)
    assert [each.title for each in client.get("/").context["albums"]] == ["Still life"]


def test_home_names_members_with_pictures_alone(client, album):
    new, followed, idle = (MemberFactory(username=name) for name in ("new", "followed", "idle"))
    for owner in (new, followed):
        for _ in range(10):
            PictureFactory(parent=album, owner=owner)
    people = client.get("/").context["people"]
    assert {member.username for member in people} == {"new", "followed"}
    assert idle not in people


def test_home_loads_the_albums_it_shows(client, gallery):
    loaded = []

    def count(sender, instance, **kwargs):
        loaded.append(instance.pk)

    def add_albums(number):
        for _ in range(number):
            album = AlbumFactory(parent=gallery)
            for age in (9000, 9001):  # so that some are left for the albums
                PictureFactory(parent=album, age=age)

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
