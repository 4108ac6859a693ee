import pytest
from django.template import Context, Template
from PIL import Image

from gallery import tasks
from gallery.images import rendered
from gallery.images.renditions import FORMATS, Size, all_specs
from gallery.models import GalleryImage, Rendition
from tests.factories import ImageFactory, image_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return ImageFactory(file=image_file(1000, 500))


def render(image, size="card", attributes='sizes="50vw"'):
    template = Template(f'{{% load gallery_tags %}}{{% picture image "{size}" {attributes} %}}')
    return template.render(Context({"image": image}))


def test_picture_offers_every_format_and_width(image):
    image.make_renditions()
    html = render(image)
    assert html.index("image/avif") < html.index("image/webp") < html.index(".jpg")
    assert html.count(" 400w") == html.count(" 800w") == len(FORMATS)
    assert 'width="400"' in html
    assert 'height="200"' in html
    assert 'alt="Half a fig in a red bowl"' in html


def test_picture_is_an_empty_frame_of_its_shape_until_the_worker_was_there(image):
    html = render(image)
    assert html.startswith("<svg")
    assert 'viewBox="0 0 1000 500"' in html
    assert 'aria-label="Half a fig in a red bowl"' in html
    assert image.file.name not in html
    assert not Rendition.objects.exists()


def test_picture_never_makes_a_rendition(image):
    image.get_rendition(Size.CARD.specs[0])
    assert "<picture>" not in render(image)
    assert Rendition.objects.count() == 1


def test_renditions_are_made_once_of_each(image):
    assert list(GalleryImage.objects.without_all_renditions()) == [image]
    tasks.make_renditions(image.pk)
    tasks.make_renditions(image.pk)
    assert sorted(image.renditions.values_list("filter_spec", flat=True)) == sorted(all_specs())
    assert not GalleryImage.objects.without_all_renditions().exists()


def test_renditions_do_not_grow_a_small_picture():
    image = ImageFactory(file=image_file(300, 200))
    image.make_renditions()
    assert {rendition.width for rendition in image.renditions.filter(filter_spec__startswith="width")} == {240, 300}


@pytest.mark.parametrize(("width", "widest"), [(1600, 1600), (1601, 1601), (2400, 2400), (2500, 2500), (3300, 3200)])
def test_a_large_original_is_there_for_dense_screens(width, widest):
    image = ImageFactory(file=image_file(width, 100))
    image.make_renditions()
    html = render(image, "large")
    assert html.count(f" {widest}w") == (3 if widest == 1600 else 2)  # no JPEG beyond 1600
    assert image.zoomed_file.width == widest
    assert not GalleryImage.objects.without_all_renditions().exists()
    image.renditions.filter(width=widest).first().delete()
    assert GalleryImage.objects.without_all_renditions().exists()


def test_an_upload_hands_its_renditions_to_the_worker(django_capture_on_commit_callbacks, monkeypatch):
    handed = []
    monkeypatch.setattr("gallery.signals.enqueue", lambda task, *args: handed.append((task.name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory()
    assert handed == [("gallery.tasks.make_first_renditions", (image.pk,))]


def test_a_new_picture_is_shown_by_its_jpegs_until_all_is_made(image, monkeypatch):
    handed = []
    monkeypatch.setattr(tasks, "enqueue", lambda task, *args: handed.append((task, args)))
    tasks.make_first_renditions(image.pk)
    image.refresh_from_db()
    html = render(image)
    assert html.count(" 400w") == 1
    assert "<source" not in html
    assert handed == [(tasks.make_renditions, (image.pk,))]


def test_a_lost_job_is_made_up_for(image, monkeypatch):
    handed = []
    monkeypatch.setattr(tasks, "enqueue", lambda task, *args: handed.append(args))
    tasks.make_missing_renditions()
    assert handed == [(image.pk,)]


def test_a_deleted_image_needs_no_renditions():
    tasks.make_renditions(12345)


def test_an_image_is_stored_clean_on_every_way_in(settings):
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Camera"
    by_form = ImageFactory(file=image_file(60, 40, exif=exif))
    by_hand = GalleryImage(title="By hand")
    by_hand.file.save("hand.jpg", image_file(60, 40, exif=exif), save=True)
    for image in (by_form, by_hand):
        image.refresh_from_db()
        with Image.open(image.file.path) as stored:
            assert stored.size == (40, 60)
            assert not stored.getexif()
        assert (image.width, image.height, image.camera) == (40, 60, "Camera")
        assert image.file_size == image.file.size
    assert by_form.file_hash == by_hand.file_hash


def test_saving_again_does_not_store_again(image):
    name = image.file.name
    image.title = "Another"
    image.save()
    assert image.file.name == name


def test_exposure_line_says_what_is_known(image):
    assert image.exposure_line == ""
    image.exposure_time, image.f_number, image.iso, image.focal_length = "1/250", 2.8, 400, 35.0
    assert image.exposure_line == "1/250 s · f/2.8 · ISO 400 · 35 mm"


def test_a_file_replaced_meanwhile_leaves_no_rendition_of_the_old_one(image, monkeypatch):
    make = rendered.render

    def replaced_meanwhile(*args):
        GalleryImage.objects.filter(pk=image.pk).update(file="original_images/another.jpg")
        return make(*args)

    monkeypatch.setattr(rendered, "render", replaced_meanwhile)
    image.make_renditions()
    assert not Rendition.objects.exists()
