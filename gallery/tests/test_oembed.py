from contextlib import closing
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from gallery.models import ImagePage
from tests.factories import ImageFactory, PictureFactory, image_file

SITE = "http://testserver"


@pytest.fixture
def picture(album):
    image = ImageFactory(file=image_file(1800, 1200))
    image.make_renditions()
    return PictureFactory(parent=album, title="Half a fig & more", image=image, credit="Ana", licence="cc0-1.0")


def ask(client, page, **query):
    address = page if isinstance(page, str) else SITE + page.get_absolute_url()
    return client.get("/oembed/", {"url": address, **query})


def test_a_picture_tells_how_to_show_it(client, picture):
    response = ask(client, picture)
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    content = response.json()
    file = content.pop("url")
    assert file.startswith(f"{SITE}/media/renditions/")
    with closing(client.get(file.removeprefix(SITE))) as download:
        assert download.status_code == 200
    assert content == {
        "version": "1.0",
        "type": "photo",
        "title": "Half a fig & more",
        "author_name": "Ana",
        "provider_name": "Contact Sheet",
        "provider_url": f"{SITE}/",
        "license_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "width": 1600,
        "height": 1066,
    }


def test_the_same_as_xml(client, picture):
    response = ask(client, picture, format="xml")
    assert response["Content-Type"].startswith("text/xml")
    found = {each.tag: each.text for each in ElementTree.fromstring(response.content)}  # noqa: S314 - our own
    assert found == {name: str(value) for name, value in ask(client, picture).json().items()}


def test_xml_holds_all_of_a_title_that_it_can(client, picture):
    ImagePage.objects.filter(pk=picture.pk).update(title="Half\x0b a fig 👨\u200d👩\u200d👧")
    found = ElementTree.fromstring(ask(client, picture, format="xml").content)  # noqa: S314 - our own
    assert found.findtext("title") == "Half a fig 👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        ({"maxwidth": 1600}, (1600, 1066)),
        ({"maxwidth": 1000}, (800, 533)),
        ({"maxheight": 300}, (400, 266)),
        ({"maxwidth": 900, "maxheight": 300}, (400, 266)),
        ({"maxwidth": 200}, (200, 133)),
    ],
)
def test_the_largest_file_within_the_limits_is_taken(client, picture, limits, size):
    content = ask(client, picture, **limits).json()
    assert (content["width"], content["height"]) == size


def test_while_it_has_no_files_one_is_asked_to_come_back(client, album):
    response = ask(client, PictureFactory(parent=album))
    assert response.status_code == 503
    assert "original" not in response.content.decode()


@pytest.mark.parametrize("limit", ["0", "-1", "wide", "9" * 9, ""])
def test_limits_are_numbers(client, picture, limit):
    assert ask(client, picture, maxwidth=limit).status_code == 400


@pytest.mark.parametrize("address", ["", "fig", "ftp://testserver/", "/gallery/", "http://[", "http://testserver/%00/"])
def test_what_is_no_address_is_refused(client, gallery, address):
    assert ask(client, address).status_code == 400


def test_another_format_is_not_there(client, picture):
    assert ask(client, picture, format="yaml").status_code == 501


def test_what_a_stranger_may_not_see_is_not_there(client, picture, album, admin_user):
    client.force_login(admin_user)
    address = SITE + picture.get_absolute_url()
    elsewhere = "https://example.org" + picture.get_absolute_url()
    for nothing in (SITE + album.get_absolute_url(), f"{SITE}/", elsewhere, address + "x/"):
        assert ask(client, nothing).status_code == 404, nothing
    assert ask(client, address.removesuffix("/") + "?lang=ko").status_code == 200
    PageViewRestriction.objects.create(page=album, restriction_type="login")
    assert ask(client, address).status_code == 404


def test_an_unpublished_picture_is_not_there(client, picture):
    ImagePage.objects.get(pk=picture.pk).unpublish()
    assert ask(client, picture).status_code == 404


def test_a_pictures_page_leads_there(client, picture):
    soup = BeautifulSoup(client.get(picture.get_absolute_url()).content.decode(), "html.parser")
    link = soup.select_one("link[type='application/json+oembed']")
    assert link["title"] == "Half a fig & more"
    assert client.get(link["href"].removeprefix(SITE)).json()["title"] == "Half a fig & more"
