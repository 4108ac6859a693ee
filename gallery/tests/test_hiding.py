import re
from datetime import timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.utils import timezone
from wagtail.models import BaseViewRestriction, PageViewRestriction, Site

from gallery import tasks
from gallery.images import hiding
from gallery.images.files import RENDITIONS, MediaStorage, secret_name
from gallery.images.hiding import hide_images
from gallery.models import Rendition
from gallery.removing import remove_later
from tests.factories import AlbumFactory, ImageFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(picture):
    """A picture that the public has seen, with two renditions."""
    picture.image.get_renditions("width-20|format-webp", "width-30|format-jpeg")
    tasks.hide_images()
    return picture


def addresses(image):
    return [each.url for each in Rendition.objects.filter(image=image)]


def statuses(client, urls):
    """The different statuses with which they answer."""
    answers = [client.get(url) for url in urls]
    for answer in answers:
        b"".join(answer)  # its file is closed then
    return {answer.status_code for answer in answers}


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=BaseViewRestriction.LOGIN)


def replace_image(picture):
    picture.image = ImageFactory()
    picture.save_revision().publish()


def move_below_private(picture):
    private = AlbumFactory(parent=picture.get_parent().get_parent())
    restrict(private)
    picture.move(private, "last-child")


HIDING = {
    "unpublished": lambda picture: picture.unpublish(),
    "expired, not swept": lambda picture: type(picture).objects.update(expire_at=timezone.now() - timedelta(seconds=1)),
    "deleted": lambda picture: picture.delete(),
    "login-only": restrict,
    "its album is being deleted": lambda picture: remove_later(picture.get_parent(), None),
    "below a private album": lambda picture: restrict(picture.get_parent()),
    "moved below a private album": move_below_private,
    "the site shows another tree": lambda picture: Site.objects.update(root_page=AlbumFactory(parent=None)),
    "another image in its place": replace_image,
    "no site is left": lambda picture: Site.objects.all().delete(),
}


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_addresses_saved_before_are_dead_once_a_picture_is_hidden(client, shown, hide):
    image = shown.image
    before = addresses(image)
    assert statuses(client, before) == {200}
    hide(shown)
    tasks.hide_images()
    assert statuses(client, before) == {404}
    after = addresses(image)
    assert len(after) == len(before)
    assert statuses(client, after) == {200}


def test_what_is_public_stays_where_it_is(shown):
    before = addresses(shown.image)
    tasks.hide_images()
    assert addresses(shown.image) == before


def test_what_another_site_shows_stays_where_it_is(shown, gallery):
    before = addresses(shown.image)
    Site.objects.create(hostname="elsewhere.example", root_page=AlbumFactory(parent=gallery))
    tasks.hide_images()
    assert addresses(shown.image) == before


def test_what_was_never_public_stays_where_it_is(album):
    draft = PictureFactory(parent=album, live=False)
    draft.image.get_rendition("width-20|format-webp")
    before = addresses(draft.image)
    tasks.hide_images()
    assert addresses(draft.image) == before


def test_hiding_tells_how_many_images_it_hid(shown):
    assert hide_images() == 0
    shown.unpublish()
    assert [hide_images(), hide_images()] == [1, 0]


def test_pictures_are_hidden_one_after_the_other(client, shown, album):
    other = PictureFactory(parent=album)
    other.image.get_rendition("width-20|format-webp")
    tasks.hide_images()
    before = addresses(other.image)
    for picture in (shown, other):
        picture.unpublish()
        tasks.hide_images()
    assert statuses(client, before) == {404}


def test_what_takes_too_long_waits_for_the_next_beat(shown, album, monkeypatch):
    """The worker's threads have views to store."""
    PictureFactory(parent=album)
    hide_images()
    album.get_children().update(live=False)
    monkeypatch.setattr(hiding, "SLICE", 0)
    assert [hide_images() for _beat in range(3)] == [1, 1, 0]


def test_an_image_that_another_public_picture_shows_stays_where_it_is(shown):
    PictureFactory(parent=shown.get_parent(), image=shown.image)
    before = addresses(shown.image)
    shown.unpublish()
    tasks.hide_images()
    assert addresses(shown.image) == before


def test_a_picture_that_was_public_for_a_moment_is_hidden_too(client, album):
    picture = PictureFactory(parent=album, live=False)
    picture.image.get_rendition("width-20|format-webp")
    picture.save_revision().publish()
    picture.refresh_from_db()
    before = addresses(picture.image)
    picture.unpublish()
    tasks.hide_images()
    assert statuses(client, before) == {404}


@pytest.mark.parametrize(("killed_at", "does_it"), [("save", True), ("delete", False), ("delete", True)])
def test_a_kill_on_the_way_leaves_no_old_address(client, shown, monkeypatch, killed_at, does_it):
    before = addresses(shown.image)
    done = getattr(MediaStorage, killed_at)

    def die(*args, **kwargs):
        if does_it:
            done(*args, **kwargs)
        raise SystemExit

    shown.unpublish()
    with monkeypatch.context() as patch:
        patch.setattr(MediaStorage, killed_at, die)
        with pytest.raises(SystemExit):
            tasks.hide_images()
    tasks.hide_images()
    assert statuses(client, before) == {404}
    assert statuses(client, addresses(shown.image)) == {200}


def test_files_move_on_object_storage_too(shown, monkeypatch):
    """One that knows no paths and no renaming."""
    storage, field = InMemoryStorage(), Rendition._meta.get_field("file")
    for each in Rendition.objects.all():
        with each.file.open() as file:
            storage.save(each.file.name, file)
    monkeypatch.setattr(field, "storage", storage)
    before = [each.file.name for each in Rendition.objects.all()]
    shown.unpublish()
    tasks.hide_images()
    names = storage.listdir(RENDITIONS)[1]
    assert len(names) == len(before)
    assert {f"{RENDITIONS}/{name}" for name in names}.isdisjoint(before)


def test_originals_and_all_else_have_no_address(client, shown):
    name = shown.image.file.name
    for path in (name, f"renditions/../{name}", f"renditions/%2e%2e/{name}", "renditions/", "db.sqlite3"):
        assert statuses(client, [f"/media/{path}"]) == {404}


def test_names_tell_nothing_but_the_format(shown):
    assert re.fullmatch(r"originals/[0-9a-f]{32}\.jpeg", shown.image.file.name), "where stored rows find theirs"
    assert re.fullmatch(r"renditions/[0-9a-f]{32}\.jpg", secret_name(RENDITIONS, "My holidays.JPG"))
    for file in (shown.image.file, Rendition.objects.first().file):
        _folder, name = file.name.split("/")
        assert len(name.split(".")[0]) == 32
        assert "picture" not in name


def test_a_rendition_can_do_nothing_in_a_browser(client, shown):
    response = client.get(addresses(shown.image)[0])
    assert b"".join(response)
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
