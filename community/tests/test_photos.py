"""A member's photo: how often, how large, and what stays of several sent at once."""

from contextlib import closing, suppress
from importlib import import_module
from threading import Thread

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.db.models.signals import pre_delete
from django.test import Client
from wagtail.models import Collection

from community.models import Member, PhotosCollection
from community.photos import COLLECTION, remove_photo
from gallery.images.files import ORIGINALS
from gallery.models import GalleryImage, Rendition
from gallery.tests import hostile
from tests.concurrency import at_once
from tests.factories import ImageFactory, MemberFactory, image_file

PROFILE = "/account/profile/"


@pytest.fixture
def ana(gallery):
    return MemberFactory(username="ana")


def send(client, content=None, name="photo.png"):
    content = image_file(60, 60, "PNG").read() if content is None else content
    return client.post(PROFILE, {"new_photo": SimpleUploadedFile(name, content)})


@pytest.mark.django_db
def test_the_eleventh_photo_of_an_hour_is_refused(client, ana):
    client.force_login(ana)
    assert [send(client).status_code for _time in range(11)] == [302] * 10 + [429]
    assert client.post(PROFILE, {"bio": "All else can be changed."}).status_code == 302


@pytest.mark.django_db
def test_refused_photos_count_too(client, ana):
    client.force_login(ana)
    photo = hostile.png(8000, 8000, 16, 6)
    answers = [send(client, photo) for _time in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    error = "This picture has too many pixels. It may have 40,000,000 at most."
    assert answers[0].context["form"].errors["new_photo"] == [error]
    assert not GalleryImage.objects.exists()


@pytest.mark.django_db
def test_a_photo_is_stored_small(client, ana):
    client.force_login(ana)
    send(client, image_file(3000, 1500).read(), "photo.jpg")
    ana.refresh_from_db()
    assert (ana.photo.width, ana.photo.height) == (1024, 512)
    assert "ana" not in ana.photo.title


@pytest.mark.exact
@pytest.mark.django_db(transaction=True)
def test_of_eight_photos_sent_at_once_one_stays(ana):
    def send_one():
        client = Client()
        client.force_login(ana)
        return send(client).status_code

    before = set(default_storage.listdir(ORIGINALS)[1]) if default_storage.exists(ORIGINALS) else set()
    assert at_once(8, [send_one] * 8) == [302] * 8
    ana.refresh_from_db()
    assert GalleryImage.objects.get() == ana.photo
    assert len(set(default_storage.listdir(ORIGINALS)[1]) - before) == 1


@pytest.fixture
def photo(client, ana):
    client.force_login(ana)
    send(client)
    return GalleryImage.objects.get()


@pytest.mark.exact
@pytest.mark.django_db(transaction=True)
def test_a_photo_is_removed_while_a_square_of_it_is_stored(ana, photo):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite locks the whole database")
    Member.objects.update(photo=None)

    def store():
        square = Rendition(image=photo, filter_spec="fill-9x9", file="square.webp", width=9, height=9)
        with closing(connection), suppress(IntegrityError):  # which make_renditions knows
            Rendition.objects.bulk_create([square])

    def store_meanwhile(**_kwargs):
        """After the squares to delete were found, and before the photo is deleted."""
        storing.start()
        storing.join(0.5)

    storing = Thread(target=store)
    pre_delete.connect(store_meanwhile, sender=GalleryImage)
    try:
        remove_photo(photo)
    finally:
        pre_delete.disconnect(store_meanwhile, sender=GalleryImage)
        storing.join()
    assert not GalleryImage.objects.exists()
    assert not Rendition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/admin/images/",
        "/admin/images/results/?q=photo",
        "/admin/images/chooser/",
        "/admin/images/chooser/results/?q=photo",
        "/admin/images/chooser/?collection_id={collection}",
        "/admin/api/main/images/",
        "/admin/api/main/images/?search=photo",
    ],
)
@pytest.mark.parametrize("viewer", ["editor", "superuser", "owner"])
def test_photos_are_not_among_the_editors_images(client, ana, photo, address, viewer):
    Collection.objects.filter(pk=photo.collection_id).update(name="Renamed")
    ImageFactory(title="Photo of a fig")
    member = ana if viewer == "owner" else MemberFactory(is_superuser=viewer == "superuser")
    member.groups.add(Group.objects.get(name="Editors"))
    client.force_login(member)
    page = client.get(address.format(collection=photo.collection_id)).content.decode()
    assert "Photo of a fig" in page
    assert "Profile photo" not in page
    assert "Renamed" not in page


@pytest.mark.django_db
def test_a_photo_has_no_address_in_the_api_of_the_admin(client, photo):
    client.force_login(MemberFactory(is_superuser=True))
    assert client.get(f"/admin/api/main/images/{photo.pk}/").status_code == 404
    assert client.get(f"/admin/api/main/images/{ImageFactory().pk}/").status_code == 200


@pytest.mark.django_db
def test_photos_go_where_they_went_before_it_was_renamed(client, photo):
    Collection.objects.filter(pk=photo.collection_id).update(name="Renamed")
    client.force_login(MemberFactory(username="bram"))
    send(client)
    assert set(GalleryImage.objects.values_list("collection", flat=True)) == {photo.collection_id}


@pytest.mark.django_db
def test_the_collection_that_a_site_has_is_noted(db):
    PhotosCollection.objects.all().delete()
    there = Collection.get_first_root_node().add_child(name=COLLECTION)
    note = import_module("community.migrations.0008_photos_collection_noted").note
    for _time in range(2):
        note(apps, None)
    assert PhotosCollection.objects.get().collection == there


@pytest.mark.django_db
def test_a_photo_among_the_images_is_moved_to_the_collection(ana, picture):
    move = import_module("community.migrations.0005_photos_collection").move
    root = Collection.get_first_root_node()
    root.add_child(name="Another")
    photo = ImageFactory(title="Profile photo")
    Member.objects.filter(pk=ana.pk).update(photo=photo)
    MemberFactory(photo=picture.image)  # a picture of the gallery stays where it is
    for _time in range(2):
        move(apps, None)
    photo.refresh_from_db()
    assert photo.collection.name == COLLECTION
    assert GalleryImage.objects.filter(collection=root).get() == picture.image
    assert Collection.find_problems() == ([], [], [], [], [])
    assert root.get_children().count() == 2
