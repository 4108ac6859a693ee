import pytest

from gallery.models import ImageStats
from gallery.tests.factories import PictureFactory
from home.models import HomePage

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
    from gallery.ledger import add_views
    from gallery.popularity import today

    add_views({(today(), pictures[1].pk): 5, (today(), pictures[0].pk): 2})
    assert [row.picture for row in client.get("/").context["most_viewed"]] == [pictures[1], pictures[0]]


def test_an_empty_home_says_so(client, gallery):
    assert "No picture has been published yet" in client.get("/").content.decode()


def test_deleting_a_chosen_picture_deletes_the_choice(client, album):
    picture = PictureFactory(parent=album)
    choose(picture)
    picture.delete()
    assert client.get("/").context["chosen"] == []
    assert not ImageStats.objects.exists()
