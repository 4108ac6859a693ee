"""Adding pictures as an editor does it, in clicks, drops and seconds."""

import base64
import os
import time
import zipfile
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from gallery.models import GalleryImage, ImagePage
from tests.examine import AXE
from tests.factories import AlbumFactory, MemberFactory, image_file, make_gallery

from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    transfer.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
  }
  const event = { bubbles: true, cancelable: true, dataTransfer: transfer };
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", event));
}"""


class Editor:
    """Counts what the editor does: clicks, drops, texts."""

    def __init__(self, window):
        self.page, self.actions, self.began = window.page, 0, time.monotonic()

    def click(self, name, role="button"):
        self.actions += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def drop(self, files):
        self.actions += 1
        sent = [[name, base64.b64encode(content).decode()] for name, content in files]
        self.page.evaluate(DROP, ["[data-drop]", sent])

    def write(self, label, text):
        self.actions += 1
        self.page.get_by_role("textbox", name=label).fill(text)

    def tell(self, what, capsys):
        with capsys.disabled():
            print(f"\n{what}: {self.actions} actions, {time.monotonic() - self.began:.1f} s")  # noqa: T201


@pytest.fixture
def album():
    return AlbumFactory(parent=make_gallery(), title="Still life")


@pytest.fixture
def window(chromium, live_server, album):
    member = MemberFactory(username="editor", is_superuser=True)
    window = Watched(chromium, live_server.url, member, viewport={"width": 1440, "height": 900})
    yield window
    window.context.close()
    assert dict(window.noted) == {}


def wait_for(page, number):
    expect(page.locator("[data-picture]")).to_have_count(number, timeout=60_000)
    expect(page.locator("[data-conclude]").first).to_be_enabled()


def files_of(number):
    return [(f"half_a_fig-{n}.jpg", image_file(200 + n, 150).read()) for n in range(number)]


def test_twenty_files_are_published_in_three_actions(window, album, capsys):
    window.open(f"/admin/pages/{album.pk}/")
    editor = Editor(window)
    editor.click("Add pictures", "link")
    window.page.get_by_text("Drop pictures, folders or a zip here").wait_for()
    editor.drop(files_of(20))
    wait_for(window.page, 20)
    editor.click("Publish all")
    window.page.get_by_text("20 pictures are published.").wait_for()
    editor.tell("20 pictures", capsys)
    assert ImagePage.objects.live().count() == 20
    assert editor.actions <= 6


def test_a_wrong_owner_is_marked_and_mended(window, album):
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    held = []

    def hold(route):
        held.append(route)

    page.route("**/pictures/add/*/", hold)
    editor = Editor(window)
    editor.write("Owner", "nobody")
    editor.drop(files_of(2))
    expect(page.locator("[data-status=sending]")).to_have_count(2)
    field = page.locator("[data-field]", has=page.get_by_role("textbox", name="Owner"))
    held.pop().continue_()
    expect(field.locator(".error-message")).to_have_text("There is no such member.")
    editor.write("Owner", "editor")
    expect(field.locator(".error-message")).to_have_count(0)
    held.pop().continue_()  # sent before the name was mended: its answer says nothing of the new one
    expect(page.locator("[data-status=failed]")).to_have_count(2)
    expect(field.locator(".error-message")).to_have_count(0)
    page.unroute("**/pictures/add/*/")
    editor.click("Try again")
    wait_for(page, 2)
    window.noted.clear()  # the browser notes the answers that refused


def test_drafts_stand_in_the_order_of_the_files(window, album):
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    held = []

    def hold_the_first(route):
        held.append(route) if b"half_a_fig-0.jpg" in route.request.post_data_buffer else route.continue_()

    page.route("**/pictures/add/*/", hold_the_first)
    Editor(window).drop(files_of(3))
    expect(page.locator("[data-picture]")).to_have_count(2)
    held[0].continue_()
    wait_for(page, 3)
    titles = page.locator("[data-picture] input[name$=title]")
    assert [each.input_value() for each in titles.all()] == [f"half a fig {n}" for n in range(3)]


def test_one_picture_is_published_in_four_actions(window, album, capsys, tmp_path):
    window.open(f"/admin/pages/{album.pk}/")
    editor = Editor(window)
    editor.click("Add one picture", "link")
    editor.actions += 1  # browsers take a drop on a file field by themselves
    file = {"name": "half_a_fig.jpg", "mimeType": "image/jpeg", "buffer": image_file(300, 200).read()}
    window.page.set_input_files("#id_file", file)
    editor.write("Alt text", "Half a fig in a red bowl")
    editor.click("Publish")
    window.page.get_by_text("created and published").wait_for()
    editor.tell("1 picture", capsys)
    page = ImagePage.objects.get()
    assert (page.live, page.title, page.image.description) == (True, "half a fig", "Half a fig in a red bowl")
    assert editor.actions <= 4


def test_a_zip_is_opened_and_what_is_wrong_is_said(window, album):
    packed = BytesIO()
    known = image_file(99, 99).read()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(3):
            archive.writestr(f"trip/{name}", content)
        archive.writestr("trip/damaged.jpg", b"packed" * 999)
        archive.writestr("__MACOSX/trip/._half_a_fig-0.jpg", b"")
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    content = packed.getvalue()
    start = content.index(b"trip/damaged.jpg") + len("trip/damaged.jpg")
    content = content[:start] + b"\xff" * 8 + content[start + 8 :]
    Editor(window).drop([("trip.zip", content), ("no.zip", b"no zip"), ("a.txt", b""), ("a.jpg", b"broken")])
    wait_for(page, 3)
    Editor(window).drop([("first.jpg", known), ("again.jpg", known)])
    wait_for(page, 4)
    said = page.locator("[data-list] li:visible").all_inner_texts()
    assert len(said) == 5
    reasons = ["This zip cannot be opened.", "This file is damaged", *["This is not a picture"] * 2]
    assert [reason in text for reason, text in zip(reasons, said, strict=False)] == [True] * 4
    assert "The gallery has this file already" in said[4]
    assert page.get_by_role("status").filter(has_text="4 of 9 added, 1 there already, 4 refused").count() == 1


def test_it_goes_on_after_the_connection_was_lost_and_the_tab_closed(window, album):
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    window.context.set_offline(True)
    Editor(window).drop(files_of(4))
    page.get_by_text("The server cannot be reached").first.wait_for()
    window.context.set_offline(False)
    wait_for(page, 4)
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    assert page.locator("[data-picture]").count() == 4
    Editor(window).drop(files_of(6))
    wait_for(page, 6)
    assert ImagePage.objects.count() == GalleryImage.objects.count() == 6


def photograph(number):
    """12 megapixels, each of its own."""
    photo = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
    photo.paste((number, 255 - number, 90), (10 * number, 100, 10 * number + 400, 900))
    content = BytesIO()
    photo.save(content, "JPEG", quality=90)
    return content.getvalue()


@pytest.mark.skipif("FULL" not in os.environ, reason="takes minutes: FULL=1 make test ARGS='-s -k two_hundred'")
def test_two_hundred_large_files_are_there_or_have_a_reason(window, album, capsys, tmp_path):
    good = {f"good-{number}.jpg": photograph(number) for number in range(192)}
    broken = {f"broken-{number}.jpg": good["good-0.jpg"][: 9000 * number] for number in range(1, 6)}
    again = {f"again-{number}.jpg": good[f"good-{number}.jpg"] for number in range(3)}
    paths = []
    for name, content in {**good, **broken, **again}.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    window.open(f"/admin/pages/{album.pk}/")
    editor = Editor(window)
    editor.click("Add pictures", "link")
    editor.actions += 1
    window.page.wait_for_load_state()  # the script that takes the files is there
    window.page.set_input_files("#id_pictures", paths)
    expect(window.page.locator("[data-picture]").nth(60)).to_be_visible(timeout=300_000)
    window.context.set_offline(True)
    window.page.wait_for_timeout(5000)
    window.context.set_offline(False)
    expect(window.page.locator("[data-picture]")).to_have_count(192, timeout=900_000)
    window.page.get_by_text("192 of 200 added, 3 there already, 5 refused").wait_for(timeout=60_000)
    said = window.page.locator("[data-list] li:visible").all_inner_texts()
    expect(window.page.locator("[data-conclude]").first).to_be_enabled()
    editor.click("Publish all")
    window.page.get_by_text("192 pictures are published.").wait_for(timeout=300_000)
    editor.tell("200 files of 12 megapixels, 5 seconds without a connection", capsys)
    assert len(said) == 8
    assert ImagePage.objects.live().count() == GalleryImage.objects.count() == 192


def test_how_many_lack_alt_text_stands_beside_publish_all(window, album):
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    Editor(window).drop(files_of(3))
    wait_for(page, 3)
    page.get_by_text("Without alt text: 3").wait_for()
    page.get_by_role("textbox", name="Alt text").first.fill("A fig")
    page.get_by_role("checkbox", name="Decorative").last.check()
    page.get_by_text("Without alt text: 1").wait_for()
    page.get_by_role("button", name="Save drafts").or_(page.get_by_role("button", name="More actions")).first.wait_for()
    page.get_by_role("textbox", name="Alt text").nth(1).fill("Another")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Without alt text")).to_be_hidden()


def test_without_script_a_plain_form_does_it(chromium, live_server, album):
    member = MemberFactory(is_superuser=True)
    window = Watched(chromium, live_server.url, member, java_script_enabled=False)
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    buffers = [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files_of(3)]
    page.set_input_files("[name=pictures]", buffers)
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("3 pictures were added.").wait_for()
    page.get_by_text("Without alt text: 3").wait_for()
    page.get_by_role("button", name="Publish all").click()
    page.get_by_text("3 pictures are published.").wait_for()
    window.context.close()
    assert ImagePage.objects.live().count() == 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_screens_have_no_faults(window, album, theme):
    window.page.emulate_media(color_scheme=theme)
    page = window.open(f"/admin/pictures/add/{album.pk}/")
    Editor(window).drop([*files_of(2), ("a.txt", b"")])
    wait_for(page, 2)
    assert faults(page) == []
    assert faults(window.open(f"/admin/pages/add/gallery/imagepage/{album.pk}/")) == []


def faults(page):
    """Of axe; without those of the field for tags, which is Wagtail's."""
    page.evaluate(AXE)
    return page.evaluate(
        """async () => (await axe.run({ include: ["main"], exclude: [".tagit"] })).violations.map(({ id, nodes }) =>
        `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`)"""
    )
