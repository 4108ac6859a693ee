"""Files become pictures: by the door, by the page in the admin, by the command."""

import io
import zipfile
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from gallery.adding import pictures as door
from gallery.adding.drafts import drafts_of
from gallery.adding.pictures import AlreadyThereError, Given, add_picture
from gallery.admin.missing import Missing
from gallery.images.limits import PictureRefusedError, Reason
from gallery.models import GalleryImage, ImagePage, Licence
from tests.concurrency import at_once
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, image_file, make_gallery
from tests.gate.viewers import give_rights

from .metadata import PLACE, with_exif, with_iptc, with_xmp

pytestmark = pytest.mark.django_db
SCRIPT = {"accept": "application/json"}


def editor_of(album, *actions, images=True):
    """actions: on pages below the album."""
    editor = MemberFactory()
    group = give_rights(editor, album, actions or ("add", "change", "publish"), images=images)
    assert group
    return editor


@pytest.fixture
def editor(album):
    return editor_of(album)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def send(client, album, *files, **fields):
    data = {"pictures": list(files), "tags": "", "licence": Licence.ALL_RIGHTS, **fields}
    return client.post(reverse("add_pictures", args=[album.pk]), data, headers=SCRIPT)


def conclude(client, album, action="save", **fields):
    return client.post(reverse("added_pictures", args=[album.pk]), {"action": action, **fields})


def words_of(page, title="A title", alt_text="", **more):
    values = {"title": title, "alt_text": alt_text, **more}
    return {f"picture-{page.pk}-{name}": value for name, value in values.items()}


def test_what_the_file_says_fills_the_page(album, editor):
    page = ImagePage.objects.get(pk=add_picture(album, with_xmp(name="a.jpg"), editor, Given(("red",))).pk)
    assert (page.title, page.description, page.credit) == (
        "무화과 반쪽",
        "In a red bowl & alone",
        "Ana Lima, Bram Roos",
    )
    assert (page.copyright, str(page.taken_on)) == ("© 2020 Ana Lima", "2020-02-29")
    assert {tag.name for tag in page.tags.all()} == {"fruit", "still life", "red"}
    assert page.image.description == "A halved fig in a red bowl"
    assert not page.live
    assert page.owner == page.image.uploaded_by_user == editor
    assert [entry.user for entry in PageLogEntry.objects.filter(page=page.pk, action="wagtail.create")] == [editor]


@pytest.mark.parametrize(
    ("name", "title"),
    [("half_a-fig.JPG", "half a fig"), ("IMG_2034.jpeg", "IMG 2034"), ("🙂.jpg", "🙂"), ("_.jpg", "?")],
)
def test_without_a_title_the_name_is_the_title(album, editor, name, title):
    page = add_picture(album, image_file(name=name), editor, Given())
    assert page.title == title
    assert page.get_latest_revision_as_object().title == title


def test_a_credit_for_all_stands_before_the_files(album, desk):
    assert send(desk, album, with_xmp(name="a.jpg"), credit="Chiyo").status_code == 201
    assert ImagePage.objects.get().credit == "Chiyo"


@pytest.mark.parametrize("make", [with_exif, lambda: with_iptc([(5, "A")]), lambda: with_xmp(name="a.jpg")])
def test_no_place_is_stored(album, editor, make):
    page = add_picture(album, make(), editor, Given())
    row = {"page": vars(page), "image": vars(page.image), "revision": page.latest_revision.content}
    assert PLACE not in str(row)
    with page.image.file.open() as file:
        content = file.read()
    assert PLACE.encode() not in content
    assert b"GPS" not in content


def test_a_known_file_is_pointed_out(album, editor):
    content = image_file().read()
    page = add_picture(album, ContentFile(content, "a.jpg"), editor, Given())
    with pytest.raises(AlreadyThereError) as caught:
        add_picture(AlbumFactory(parent=album), ContentFile(content, "another-name.jpg"), editor, Given())
    assert caught.value.page == page
    assert ImagePage.objects.count() == GalleryImage.objects.count() == 1


def test_a_file_from_before_uploads_were_hashed_is_pointed_out(album, editor):
    page = add_picture(album, with_exif(), editor, Given())
    GalleryImage.objects.update(upload_hash="")
    with pytest.raises(AlreadyThereError) as caught:
        add_picture(album, with_exif(), editor, Given())
    assert caught.value.page == page
    add_picture(album, image_file(50, 50, name="b.jpg"), editor, Given())


def test_nothing_half_is_left_by_an_interruption(album, editor, monkeypatch):
    monkeypatch.setattr(door, "_add_page", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    file = image_file(name="a.jpg")
    with pytest.raises(KeyboardInterrupt):
        add_picture(album, file, editor, Given())
    assert not GalleryImage.objects.exists()
    monkeypatch.undo()
    assert add_picture(album, file, editor, Given())


@pytest.mark.parametrize(("content", "name"), [(b"no picture", "a.jpg"), (b"", "a.jpg"), (b"<svg/>", "a.svg")])
def test_what_is_no_picture_is_refused(album, editor, content, name):
    with pytest.raises(PictureRefusedError):
        add_picture(album, ContentFile(content, name), editor, Given())


def test_a_file_is_answered_with_its_row(album, editor, desk):
    answer = send(desk, album, image_file(name="half_a_fig.jpg"), tags="red, still life", licence=Licence.CC_BY_4)
    page = ImagePage.objects.get()
    assert answer.status_code == 201
    assert f"picture-{page.pk}-alt_text" in answer.json()["row"]
    assert page.licence == Licence.CC_BY_4
    assert sorted(tag.name for tag in page.tags.all()) == ["red", "still life"]
    assert drafts_of(editor, album) == [page]
    assert page.title in desk.get(reverse("add_pictures", args=[album.pk])).content.decode()


def test_a_refused_file_has_one_clear_reason(album, desk):
    answer = send(desk, album, ContentFile(b"no picture", "a.jpg"))
    assert (answer.status_code, answer.json()["row"]) == (422, "")
    assert answer.json()["message"].startswith("This is not a picture")


def test_a_known_file_is_answered_with_a_link(album, desk):
    content = image_file().read()
    send(desk, album, ContentFile(content, "a.jpg"))
    answer = send(desk, album, ContentFile(content, "b.jpg"))
    assert answer.status_code == 409
    page = ImagePage.objects.get()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.json()["message"]
    assert f'data-picture="{page.pk}"' in answer.json()["row"]  # it may not be on the page yet


def test_a_known_file_of_others_is_not_named(album, desk):
    content = image_file().read()
    elsewhere = AlbumFactory(parent=album.get_parent())
    add_picture(elsewhere, ContentFile(content, "secret-name.jpg"), None, Given())
    answer = send(desk, album, ContentFile(content, "b.jpg"))
    assert answer.json() == {"message": "The gallery has this file already.", "row": ""}


def test_a_busy_machine_is_asked_again(album, desk, monkeypatch):
    def busy(*args):
        raise PictureRefusedError(Reason.BUSY)

    monkeypatch.setattr(door, "ingest_upload", busy)
    answer = send(desk, album, image_file())
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")


def test_drafts_are_published_in_the_order_they_are_sent(album, desk):
    for number in range(3):
        send(desk, album, image_file(colour=f"#{number + 1}11111"))
    pages = list(ImagePage.objects.order_by("pk"))
    chosen = [pages[1], pages[2], pages[0]]
    fields = {}
    for number, page in enumerate(chosen):
        fields |= words_of(page, f"Fig {number}")
    conclude(desk, album, "publish", **fields)
    assert [page.title for page in ImagePage.objects.live().order_by("first_published_at")] == [
        "Fig 0",
        "Fig 1",
        "Fig 2",
    ]


def test_an_owner_is_a_member(album, desk):
    answer = send(desk, album, image_file(), owner="nobody").json()
    assert answer["message"] == answer["owner"] == "There is no such member."
    owner = MemberFactory(username="ana")
    assert send(desk, album, image_file(colour="#111111"), owner="ana").status_code == 201
    assert ImagePage.objects.get().owner == owner


def test_who_may_only_add_gives_nothing_away(album):
    client, adder = Client(), editor_of(album, "add")
    client.force_login(adder)
    MemberFactory(username="ana")
    send(client, album, image_file(), owner="ana")
    assert ImagePage.objects.get().owner == adder


@pytest.mark.parametrize(("actions", "images"), [(("change",), True), (("add",), False)])
def test_who_may_not_add_is_sent_away(album, actions, images):
    client = Client()
    client.force_login(editor_of(album, *actions, images=images))
    for address in ("add_pictures", "added_pictures"):
        assert client.get(reverse(address, args=[album.pk])).status_code == 302
    assert send(client, album, image_file()).status_code in {302, 403}
    assert not ImagePage.objects.exists()
    assert "Add pictures" not in client.get(reverse("wagtailadmin_explore", args=[album.pk])).content.decode()


def test_the_button_is_on_the_album(album, desk):
    assert (
        reverse("add_pictures", args=[album.pk])
        in desk.get(reverse("wagtailadmin_explore", args=[album.pk])).content.decode()
    )


def test_what_is_said_of_the_pictures_is_stored_and_published(album, editor, desk):
    send(desk, album, image_file(colour="#111111"))
    send(desk, album, image_file(colour="#222222"))
    first, second = ImagePage.objects.order_by("pk")
    said = words_of(first, "Half a fig", "A fig in a bowl") | words_of(second, "A grey wall", decorative="on")
    answer = conclude(desk, album, "publish", **said)
    assert answer["Location"] == reverse("wagtailadmin_explore", args=[album.pk])
    first, second = ImagePage.objects.order_by("pk")
    assert (first.live, first.title, first.image.description) == (True, "Half a fig", "A fig in a bowl")
    assert (second.live, second.title, second.image.is_decorative) == (True, "A grey wall", True)
    assert first.get_latest_revision_as_object().title == "Half a fig"
    assert drafts_of(editor, album) == []


def test_drafts_stay_and_only_what_was_shown_is_published(album, desk):
    send(desk, album, image_file(colour="#111111"))
    send(desk, album, image_file(colour="#222222"))
    first, second = ImagePage.objects.order_by("pk")
    conclude(desk, album, "save", **words_of(first, "Half a fig"))
    assert not ImagePage.objects.filter(live=True).exists()
    conclude(desk, album, "publish", **words_of(first, "Half a fig"))
    assert list(ImagePage.objects.filter(live=True)) == [first]
    assert second.title


def test_an_empty_title_publishes_nothing(album, desk):
    send(desk, album, image_file())
    answer = conclude(desk, album, "publish", **words_of(ImagePage.objects.get(), ""))
    assert answer.status_code == 400
    assert not ImagePage.objects.filter(live=True).exists()


def test_who_may_not_publish_submits(album):
    client, adder = Client(), editor_of(album, "add")
    client.force_login(adder)
    send(client, album, image_file())
    page = ImagePage.objects.get()
    conclude(client, album, "publish", **words_of(page, "Half a fig"))
    page = ImagePage.objects.get()
    assert (page.live, page.title) == (False, "Half a fig")


def test_others_drafts_are_not_concluded(album, desk):
    page = add_picture(album, image_file(), editor_of(album), Given())
    conclude(desk, album, "publish", **words_of(page, "Mine"))
    assert not ImagePage.objects.filter(live=True).exists()
    assert ImagePage.objects.get().title != "Mine"


def test_the_list_costs_the_same_for_many(album, editor, desk, django_assert_max_num_queries):
    for width in range(3):
        add_picture(album, image_file(20 + width), editor, Given())
    address = reverse("add_pictures", args=[album.pk])
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for width in range(3, 9):
        add_picture(album, image_file(20 + width), editor, Given())
    with django_assert_max_num_queries(len(few)):
        desk.get(address)


def archive(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, file in files.items():
            packed.writestr(name.replace("__", "/"), file)
    return ContentFile(content.getvalue(), "all.zip")


def test_without_script_all_come_at_once_and_zips_are_opened(album, desk):
    red, blue = image_file(colour="#ff0000").read(), image_file(colour="#0000ff").read()
    packed = archive(**{"folder__blue.jpg": blue, "folder__.DS_Store": b"x", "broken.jpg": b"broken"})
    data = {"pictures": [ContentFile(red, "red.jpg"), packed], "tags": "", "licence": Licence.ALL_RIGHTS}
    answer = desk.post(reverse("add_pictures", args=[album.pk]), data, follow=True)
    assert [page.title for page in ImagePage.objects.order_by("pk")] == ["red", "blue"]
    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 2
    assert "broken.jpg: This is not a picture" in said[0]
    assert "2 pictures were added." in said[1]


def test_without_script_two_hundred_may_come(album, desk):
    data = {"pictures": [ContentFile(b"broken", f"{n}.jpg") for n in range(200)], "licence": Licence.ALL_RIGHTS}
    answer = desk.post(reverse("add_pictures", args=[album.pk]), data, follow=True)
    assert str(next(iter(answer.context["messages"]))).count("This is not a picture") == 200


def test_a_broken_zip_is_refused_and_a_bomb_is_not_unpacked(album, desk):
    bomb, broken = archive(**{"zeros.jpg": bytes(100_000_000)}), archive(**{"a.jpg": image_file().read()}).read()
    broken = ContentFile(broken[:200] + b"x" * 40 + broken[240:], "broken.zip")
    text = ContentFile(b"no zip", "no.zip")
    data = {"pictures": [bomb, broken, text], "licence": Licence.ALL_RIGHTS}
    answer = desk.post(reverse("add_pictures", args=[album.pk]), data, follow=True)
    said = str(next(iter(answer.context["messages"])))
    assert "zeros.jpg: This file is too big." in said
    assert "no.zip: This is not a picture" in said
    assert not ImagePage.objects.exists()


@pytest.mark.long
def test_of_two_hundred_files_the_good_ones_come_in(album, desk):
    files = [image_file(30, n).read() for n in range(1, 193)]
    files += [b"broken", files[0][:200], b"", b"\xff\xd8\xff\xe0rubbish", b"GIF89a", *files[:3]]
    found = [send(desk, album, ContentFile(file, f"{n}.jpg")).status_code for n, file in enumerate(files)]
    assert (found.count(201), found.count(409), len(found)) == (192, 3, 200)
    assert len([status for status in found if status in {400, 422}]) == 5
    assert ImagePage.objects.count() == GalleryImage.objects.count() == 192


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "red.jpg").write_bytes(image_file(colour="#ff0000").read())
    (tmp_path / "inner/blue.png").write_bytes(image_file(image_format="PNG", colour="#0000ff").read())
    (tmp_path / "inner/again.jpg").write_bytes(image_file(colour="#ff0000").read())
    (tmp_path / "broken.jpg").write_bytes(b"broken")
    (tmp_path / ".hidden.jpg").write_bytes(b"")
    return tmp_path


def test_a_folder_is_imported(album, folder, capsys):
    ana = MemberFactory(username="ana")
    given = {"owner": "ana", "licence": "cc0-1.0", "tags": "a, b", "credit": "Bo"}
    call_command("import_pictures", folder, album=album.slug, publish=True, **given)
    told = capsys.readouterr()
    assert "2 added, 1 there already, 1 refused." in told.out
    assert "broken.jpg: This is not a picture" in told.err
    pages = ImagePage.objects.live().order_by("title")
    assert [(page.title, page.owner, page.licence, page.credit) for page in pages] == [
        ("again", ana, "cc0-1.0", "Bo"),
        ("blue", ana, "cc0-1.0", "Bo"),
    ]
    call_command("import_pictures", folder, album=str(album.pk), verbosity=0)
    assert ImagePage.objects.count() == 2


def test_an_import_asks_for_one_album(album, folder):
    for which in ("nowhere", "/gallery/nowhere/", "999999"):
        with pytest.raises(CommandError, match="no album"):
            call_command("import_pictures", folder, album=which)
    AlbumFactory(parent=album, slug=album.slug)
    with pytest.raises(CommandError, match="Several"):
        call_command("import_pictures", folder, album=album.slug)
    call_command("import_pictures", folder, album=f"/gallery/{album.slug}/", verbosity=0)
    assert {page.get_parent().pk for page in ImagePage.objects.all()} == {album.pk}


def test_alt_text_is_missing_where_the_form_says_so(album):
    for words, is_decorative in (("A fig", False), ("A fig", True), ("", True), ("", False)):
        PictureFactory(parent=album, image__description=words, image__is_decorative=is_decorative)
    (silent,) = ImagePage.objects.filter(Missing.ALT_TEXT.condition)
    assert [picture for picture in ImagePage.objects.all() if picture.image.lacks_alt_text] == [silent]


@pytest.mark.exact
@pytest.mark.django_db(transaction=True)
def test_one_file_that_is_sent_twice_at_once_is_one_picture():
    album, editor = AlbumFactory(parent=make_gallery()), MemberFactory()
    content = image_file().read()
    together = Barrier(3)

    def add():
        together.wait()
        try:
            return add_picture(album, ContentFile(content, "a.jpg"), None, Given(owner=editor)).pk
        except AlreadyThereError:
            return None

    assert len([pk for pk in at_once(3, [add] * 3) if pk]) == 1
    assert GalleryImage.objects.count() == ImagePage.objects.count() == 1
