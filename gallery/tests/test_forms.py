import contextlib
import random
import warnings
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gallery.images.forms import PictureField
from gallery.models import GalleryImage, GalleryPage
from tests.factories import MemberFactory, image_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, gallery):
    client.force_login(MemberFactory(is_superuser=True, is_staff=True))
    return client


def upload(client, content, name="picture.jpg"):
    data = {"title": "Upload", "file": SimpleUploadedFile(name, content), "collection": "1"}
    response = client.post(reverse("wagtailimages:add"), {**data, "collection": GalleryImage().collection_id})
    form = response.context and response.context.get("form")
    errors = form.errors.get("file", []) if form else []
    return GalleryImage.objects.first(), errors


def test_an_upload_keeps_what_the_camera_told_and_nothing_else(editor):
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    image, errors = upload(editor, image_file(exif=exif).read())
    assert errors == []
    assert image.camera == "Camera"
    with Image.open(image.file.path) as stored:
        assert not stored.getexif()
    assert image.file_hash


def test_half_a_picture_is_refused(editor):
    whole = image_file(300, 300).read()
    image, errors = upload(editor, whole[: len(whole) // 2])
    assert image is None
    assert errors == ["This file is damaged: it holds no whole picture."]


@pytest.mark.parametrize("side", [11_000, 16_000])  # from 13,400 on Pillow refuses to say how large it is
def test_a_bomb_is_refused_by_its_header(editor, monkeypatch, side):
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda self: pytest.fail("It was decoded"))
    content = BytesIO()
    Image.new("1", (side, side)).save(content, "PNG")
    image, errors = upload(editor, content.getvalue(), "bomb.png")
    assert image is None
    assert errors == ["This picture has too many pixels. It may have 64,000,000 at most."]


@pytest.mark.parametrize(("content", "name"), [(b"", "a.jpg"), (b"<svg/>", "a.svg"), (b"no picture", "a.png")])
def test_what_is_no_picture_is_refused(editor, content, name):
    image, errors = upload(editor, content, name)
    assert image is None
    assert errors


def test_an_album_and_a_picture_can_be_made_in_the_admin(editor, gallery):
    image, _errors = upload(editor, image_file().read())
    album = {"title": "Still life", "slug": "still-life", "introduction": "", "action-publish": "1"}
    editor.post(reverse("wagtailadmin_pages:add", args=("gallery", "gallerypage", gallery.pk)), album)
    parent = GalleryPage.objects.get()
    picture = {
        "title": "Half a fig",
        "slug": "half-a-fig",
        "image": image.pk,
        "licence": "cc-by-4.0",
        "tags": "food, red",
        "action-publish": "1",
    }
    editor.post(reverse("wagtailadmin_pages:add", args=("gallery", "imagepage", parent.pk)), picture)
    page = editor.get("/gallery/still-life/half-a-fig/")
    assert page.status_code == 200
    assert "/tags/red/" in page.content.decode()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_damaged_files_are_refused_or_taken_but_never_500(image_format):
    whole = image_file(64, 48, image_format).read()
    dice = random.Random(image_format)
    for _try in range(60):
        content = bytearray(whole[: dice.randint(20, len(whole))])
        content[dice.randrange(len(content))] = dice.randrange(256)
        field = PictureField()
        with contextlib.suppress(ValidationError), warnings.catch_warnings(action="ignore"):
            field.clean(SimpleUploadedFile(f"picture.{image_format.lower()}", bytes(content)))
