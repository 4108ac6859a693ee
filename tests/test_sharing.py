"""How the site looks outside a browser's window: on a phone's screen, on paper."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.factories import AlbumFactory, PictureFactory, make_gallery

STATIC = Path(__file__).resolve().parent.parent / "static"


def test_the_manifest_names_icons_that_are_there():
    manifest = json.loads((STATIC / "site.webmanifest").read_text())
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    for icon in pictures:
        with Image.open(STATIC / icon["src"]) as drawing:
            assert icon["sizes"] == "{}x{}".format(*drawing.size)
    assert {icon["sizes"] for icon in pictures} == {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in pictures)


def test_the_manifest_is_served_as_one(client, db):
    response = client.get("/static/site.webmanifest")
    response.close()
    assert response["Content-Type"].startswith("application/manifest+json")


def test_pages_name_the_manifest_and_the_icons(client, gallery):
    soup = BeautifulSoup(client.get("/gallery/").content.decode(), "html.parser")
    for selector in ("link[rel=manifest]", "link[rel=icon]", "link[rel=apple-touch-icon]"):
        assert (STATIC / soup.select_one(selector)["href"].removeprefix("/static/")).exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_paper_a_picture_has_its_caption_and_credit_and_no_controls(open_page):
    album = AlbumFactory(parent=make_gallery())
    picture = PictureFactory(parent=album, title="Half a fig", credit="Ana")
    page = open_page(picture.get_absolute_url())
    page.emulate_media(media="print")
    assert page.locator(".photo__stage .empty-frame").is_visible()  # its files are not made yet
    assert page.get_by_role("heading", name="Half a fig").is_visible()
    assert page.locator(".facts").get_by_text("Ana").is_visible()
    for selector in (".site-header", ".site-footer", ".reactions"):
        assert not page.locator(selector).first.is_visible(), selector
    page.goto(f"{page.url.rsplit('/', 3)[0]}/")
    assert page.locator(".image-card").first.is_visible()
    assert not page.locator(".site-header").is_visible()
