"""The one form of a picture in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem

from gallery.admin.adding.checks import check_alt_text
from gallery.images.renditions import Size
from gallery.models import GalleryImage, ImagePage
from tests.factories import ImageFactory, MemberFactory, PictureFactory, image_file

from .metadata import with_xmp
from .test_adding import editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(album):
    return editor_of(album)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def create(client, album, action="publish", **fields):
    data = {"title": "", "slug": "", "licence": "all-rights", "tags": "", "alt_text": "", f"action-{action}": "1"}
    address = reverse("wagtailadmin_pages:add", args=["gallery", "imagepage", album.pk])
    return client.post(address, data | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0} | fields)


def edit(client, page, action="publish", **fields):
    page = ImagePage.objects.get(pk=page.pk)
    data = {"title": page.title, "slug": page.slug, "licence": page.licence, "tags": "", "image": page.image_id}
    data |= {"alt_text": page.image.description, f"action-{action}": "1"}
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0} | fields
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def errors(response):
    return response.context["form"].errors


def test_a_file_is_enough(album, editor, desk):
    answer = create(desk, album, file=image_file(name="half_a_fig.jpg"), alt_text="A fig")
    assert answer.status_code == 302, errors(answer)
    page = ImagePage.objects.get()
    assert (page.live, page.title, page.slug) == (True, "half a fig", "half-a-fig")
    assert (page.image.description, page.image.uploaded_by_user, page.image.title) == ("A fig", editor, "half a fig")


def test_what_the_file_says_fills_what_is_left_empty(album, desk):
    create(desk, album, file=with_xmp(name="a.jpg"), credit="Somebody else")
    page = ImagePage.objects.get()
    assert (page.title, page.credit, page.copyright) == ("무화과 반쪽", "Somebody else", "© 2020 Ana Lima")
    assert page.image.description == "A halved fig in a red bowl"
    assert {tag.name for tag in page.tags.all()} == {"fruit", "still life"}


def test_an_image_that_is_there_may_be_chosen(album, desk):
    image = ImageFactory(description="Its own")
    create(desk, album, image=image.pk, title="Chosen")
    assert ImagePage.objects.get().image == image
    assert GalleryImage.objects.get().description == "Its own"


def test_without_a_file_nothing_is_made(album, desk):
    answer = create(desk, album, title="Nothing")
    assert "Drop a picture here" in str(errors(answer)["file"])
    assert not ImagePage.objects.exists()


def test_a_refused_file_says_why_once(album, desk):
    answer = create(desk, album, file=image_file(name="a.txt"))
    assert list(errors(answer)) == ["file"]
    assert len(errors(answer)["file"]) == 1


@pytest.mark.parametrize("from_before", [False, True])
def test_a_known_file_is_pointed_out(album, desk, from_before):
    content = image_file()
    create(desk, album, file=content)
    if from_before:
        GalleryImage.objects.update(upload_hash="")
    content.seek(0)
    answer = create(desk, album, file=content)
    edit_url = reverse("wagtailadmin_pages:edit", args=[ImagePage.objects.get().pk])
    assert f'href="{edit_url}"' in answer.content.decode()
    assert ImagePage.objects.count() == 1


def test_alt_text_is_edited_beside_the_page(album, desk, editor):
    create(desk, album, file=image_file(), alt_text="A fig")
    page = ImagePage.objects.get()
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form["alt_text"].value() == "A fig"
    edit(desk, page, "save", alt_text="", decorative="on")
    image = GalleryImage.objects.get()
    assert (image.description, image.is_decorative, image.default_alt_text) == ("", True, "")


def test_a_preview_stores_no_alt_text(album, desk):
    create(desk, album, file=image_file(), alt_text="A fig")
    page = ImagePage.objects.get()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = {
        "title": page.title,
        "slug": page.slug,
        "licence": page.licence,
        "image": page.image_id,
        "alt_text": "Other",
    }
    answer = desk.post(address, data | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})
    assert answer.json() == {"is_valid": True, "is_available": True}
    assert desk.get(address).status_code == 200
    assert GalleryImage.objects.get().description == "A fig"


def test_alt_text_of_others_images_is_not_changed(album, desk):
    page = PictureFactory(parent=album, image__description="Theirs")
    edit(desk, page, alt_text="Mine")
    assert GalleryImage.objects.get().description == "Theirs"


def test_another_file_takes_the_place_of_the_first(album, desk):
    create(desk, album, file=image_file(), alt_text="A fig")
    page = ImagePage.objects.get()
    edit(desk, page, file=image_file(90, 90))
    page = ImagePage.objects.get()
    assert (page.image.width, page.image.description) == (90, "A fig")


def test_a_failing_page_leaves_no_image(album, desk, monkeypatch):
    monkeypatch.setattr(ImagePage, "save_revision", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create(desk, album, file=image_file())
    assert not GalleryImage.objects.exists()


def test_who_may_add_no_images_may_choose_one(album):
    client = Client()
    client.force_login(editor_of(album, images=False))
    answer = client.get(reverse("wagtailadmin_pages:add", args=["gallery", "imagepage", album.pk]))
    assert "file" not in answer.context["form"].fields


def test_the_first_button_publishes(album, desk):
    address = reverse("wagtailadmin_pages:add", args=["gallery", "imagepage", album.pk])
    content = desk.get(address).content.decode()
    assert content.index('name="action-publish"') < content.index("Save draft")
    assert "w-autosave" not in content.partition('id="page-edit-form"')[2].partition(">")[0]


@pytest.mark.parametrize(
    ("facts", "nagged"), [({"description": ""}, True), ({"description": "A"}, False), ({"is_decorative": True}, False)]
)
def test_missing_alt_text_is_nagged_about(album, desk, facts, nagged):
    page = PictureFactory(parent=album, image=ImageFactory(**{"description": "", **facts}))
    content = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert ("This picture has no alt text" in content) == nagged


def test_missing_alt_text_is_among_the_checks(rf):
    item = AccessibilityItem()
    check_alt_text(rf.get("/"), [item], None)
    configuration = item.get_axe_configuration(rf.get("/"))
    assert "missing-alt-text" in configuration["options"]["runOnly"]
    assert [rule["id"] for rule in AccessibilityItem.axe_custom_rules].count("missing-alt-text") == 0


def test_a_decorative_picture_says_so(album):
    image = ImageFactory(description="Left over", is_decorative=True)
    image.make_renditions()
    image.refresh_from_db()
    markup = image.picture(Size.LARGE, {})
    assert 'alt=""' in markup
    assert 'role="presentation"' in markup


def test_images_have_no_tags_of_their_own(album):
    client = Client()
    client.force_login(MemberFactory(is_superuser=True))
    form = client.get(reverse("wagtailimages:add")).context["form"]
    assert "tags" not in form.fields
    assert {"description", "is_decorative"} <= set(form.fields)
