"""Renditions in their child process, as the worker makes them."""

import logging
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from PIL import Image, ImageChops, ImageDraw, ImageFile, ImageStat
from wagtail.images.models import Filter

from gallery import tasks
from gallery.images import rendered
from gallery.images.limits import MEGABYTE, Limits
from gallery.images.rendering import Rendering, render
from gallery.images.renditions import all_specs, first_specs, square_spec
from gallery.models import GalleryImage, Rendition
from tests.factories import ImageFactory, image_file

from . import hostile

pytestmark = pytest.mark.django_db
TIGHT = Limits(bytes=30 * MEGABYTE, pixels=64_000_000, side=12_000, memory=400 * MEGABYTE, seconds=2)


@pytest.fixture
def in_child(settings):
    settings.INGEST_IN_CHILD = True


@pytest.fixture
def image():
    """A picture of four colours, one a quarter."""
    return ImageFactory(file=quarters())


def quarters(width=1000, height=600):
    picture = Image.new("RGB", (width, height), "red")
    draw = ImageDraw.Draw(picture)
    for colour, x, y in (("green", 1, 0), ("blue", 0, 1), ("white", 1, 1)):
        draw.rectangle((x * width / 2, y * height / 2, (x + 1) * width / 2, (y + 1) * height / 2), colour)
    content = BytesIO()
    picture.save(content, "JPEG", quality=95)
    return ContentFile(content.getvalue(), "picture.jpg")


def focal_point(x, y, side=60):
    return {"focal_point_x": x, "focal_point_y": y, "focal_point_width": side, "focal_point_height": side}


def opened(rendition):
    with rendition.file.open() as file:
        return Image.open(BytesIO(file.read())).convert("RGB")


def difference(one, other):
    """The mean difference of two pictures' pixels, of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.usefixtures("in_child")
def test_the_child_makes_what_wagtail_would():
    image, copy = (ImageFactory(file=quarters(), **focal_point(800, 450)) for _ in range(2))
    tasks.make_renditions(image.pk)
    made = {each.filter_spec: each for each in image.renditions.all()}
    assert set(made) == set(all_specs())
    for spec, own in made.items():
        wagtails = copy.get_rendition(spec)
        assert (own.width, own.height) == (wagtails.width, wagtails.height)
        assert own.focal_point_key == wagtails.focal_point_key
        assert Path(own.file.name).suffix == Path(wagtails.file.name).suffix
        assert difference(opened(own), opened(wagtails)) < 2, spec


def test_a_square_shows_what_is_round_the_focal_point():
    image = ImageFactory(file=quarters(), **focal_point(960, 560))
    image.make_renditions()
    square = opened(image.renditions.get(filter_spec=square_spec(180)))
    assert square.size == (360, 360)
    assert min(square.getpixel((120, 350))) > 240  # white, though it would be blue in the middle of the picture


def test_nothing_is_cut_from_beyond_the_edge():
    """As Wagtail's rectangle for a square of 700 x 700 pixels would be."""
    filters = [Filter(spec) for spec in all_specs()]
    for width, height in ((700, 700), *((side, 7 * side % 1013 + 1) for side in range(1, 2000, 13))):
        image = GalleryImage(width=width, height=height, **focal_point(width - 1, 1))
        for left, top, right, bottom in (rendered.rendering_of(image, each).box for each in filters):
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


@pytest.mark.parametrize("shape", [(700, 700), (1, 1), (3, 2000), (2000, 3), (1601, 1067)])
def test_odd_shapes_have_all_renditions(shape):
    image = ImageFactory(file=image_file(*shape))
    image.make_renditions()
    assert set(image.files) == set(image.wanted_specs)


def test_an_original_is_opened_once_for_all(image, monkeypatch):
    opened_ones = []
    render_once = rendered.render
    monkeypatch.setattr(rendered, "render", lambda *args: opened_ones.append(args[1]) or render_once(*args))
    image.make_renditions()
    assert [len(each) for each in opened_ones] == [len(all_specs())]


def test_what_is_there_is_not_made_again(image, monkeypatch):
    image.make_renditions(first_specs())
    asked = []
    render_once = rendered.render
    monkeypatch.setattr(rendered, "render", lambda *args: asked.extend(args[1]) or render_once(*args))
    image.make_renditions()
    assert len(asked) == len(all_specs()) - len(first_specs())
    image.make_renditions()
    assert len(asked) == len(all_specs()) - len(first_specs())


def test_another_size_is_made_in_wagtails_own_way(image):
    image.make_renditions()
    assert opened(image.get_rendition("max-165x165")).size == (165, 99)


def test_an_original_on_object_storage_is_rendered(image, monkeypatch):
    """On one that knows no paths."""
    storage = InMemoryStorage()
    with image.file.open() as file:
        storage.save(image.file.name, file)
    monkeypatch.setattr(GalleryImage._meta.get_field("file"), "storage", storage)
    Path(image.file.path).unlink()
    image = GalleryImage.objects.get(pk=image.pk)
    image.make_renditions()
    assert set(image.files) == set(image.wanted_specs)


def rewrite(image, content):
    Path(image.file.path).write_bytes(content)


@pytest.mark.usefixtures("in_child")
@pytest.mark.parametrize(
    ("content", "limits", "reason"),
    [(b"\xff\xd8\xff no picture", None, "damaged"), (hostile.png(7_000, 7_000, 8, 6), TIGHT, "too heavy")],
    ids=["damaged", "heavy"],
)
def test_a_bad_original_is_told_and_not_tried_again(image, monkeypatch, caplog, content, limits, reason):
    handed = []
    monkeypatch.setattr(tasks, "enqueue", lambda task, *args: handed.append(args))
    if limits:
        monkeypatch.setattr(rendered, "EDITORS", limits)
    rewrite(image, content)
    with caplog.at_level(logging.ERROR):
        tasks.make_first_renditions(image.pk)
        tasks.make_renditions(image.pk)
        tasks.make_missing_renditions()
    assert [reason in record.message for record in caplog.records] == [True]
    assert handed == [(image.pk,)]  # by the first job: the second finds that there is nothing to do
    assert not Rendition.objects.exists()


def test_a_new_file_is_tried_again(image):
    rewrite(image, b"\xff\xd8\xff no picture")
    image.make_renditions()
    assert not GalleryImage.objects.without_all_renditions().exists()
    image = GalleryImage.objects.get(pk=image.pk)
    image.file = quarters()
    image.save()
    assert list(GalleryImage.objects.without_all_renditions()) == [image]
    tasks.make_renditions(image.pk)
    assert image.renditions.count() == len(all_specs())


def test_a_worker_that_starts_tries_all_again(image, monkeypatch):
    handed = []
    monkeypatch.setattr(tasks, "enqueue", lambda task, *args: handed.append((task, args)))
    GalleryImage.objects.update(unreadable_file=image.file.name)
    tasks.make_missing_renditions()
    assert not handed
    tasks.make_missing_renditions(anew=True)
    assert handed == [(tasks.make_renditions, (image.pk,))]


@pytest.mark.usefixtures("in_child")
def test_nothing_is_decoded_outside_of_a_child(monkeypatch):
    """The memory of web and worker stays what it was. A width is read from the header."""
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("It was decoded"))
    image = ImageFactory(file=quarters())
    image.make_renditions()
    assert (image.width, image.height) == (1000, 600)
    assert image.files["width-400|format-avif"][1:] == [400, 240]


def test_transparent_pictures_lie_on_white_in_a_jpeg_alone():
    source, jpeg, webp = BytesIO(), BytesIO(), BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(source, "PNG")
    cut = (0, 0, 40, 40), (20, 20)
    render(source, [Rendering(*cut, "jpeg", 80), Rendering(*cut, "webp", 80)], [jpeg, webp])
    assert Image.open(jpeg).getpixel((10, 10)) == (255, 255, 255)
    assert Image.open(webp).getpixel((10, 10))[3] == 0


def test_a_jpeg_decoded_small_is_cut_at_the_same_places():
    """An eighth of its size; where the sides are no multiples of 8 the last pixel is less than a pixel."""
    source, target = quarters(4013, 3005), BytesIO()
    render(source, [Rendering((1004, 750, 3010, 2256), (200, 150), "webp", 90)], [target])
    made = Image.open(target).convert("RGB")
    expected = Image.open(source).crop((1004, 750, 3010, 2256)).resize((200, 150), Image.Resampling.LANCZOS)
    assert difference(made, expected) < 3


def test_a_large_jpeg_is_not_decoded_in_full(monkeypatch):
    sizes = []
    resize = Image.Image.resize
    monkeypatch.setattr(Image.Image, "resize", lambda self, *a, **k: sizes.append(self.size) or resize(self, *a, **k))
    cut = (0, 0, 4000, 3000), (400, 300)
    render(quarters(4000, 3000), [Rendering(*cut, "webp", 80), Rendering(*cut, "jpeg", 80)], [BytesIO(), BytesIO()])
    assert sizes == [(1000, 750)]
