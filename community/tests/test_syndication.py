import re
import time
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from wagtail.models import Page, PageViewRestriction, Site

from community import relations
from community.models import Member
from gallery.models import GalleryImage
from home.models import HomePage
from tests.factories import ImageFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
ATOM, MEDIA = "{http://www.w3.org/2005/Atom}", "{http://search.yahoo.com/mrss/}"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


@pytest.fixture
def fig(album):
    image = ImageFactory(description='Half a "fig" <red>')
    image.make_renditions()
    return PictureFactory(parent=album, title="Half a fig & more", image=image)


@pytest.fixture
def ana(fig):
    ana = MemberFactory(username="ana")
    relations.like(ana, fig)
    return ana


@pytest.mark.parametrize("address", ["/newest/rss/", "/people/ana/rss/"])
def test_rss_has_the_picture_and_its_alt_text(client, ana, fig, address):
    item = read(client, address).find("channel/item")
    assert item.find("title").text in ("Half a fig & more", "ana liked Half a fig & more")
    assert item.find("link").text == f"http://testserver{fig.get_absolute_url()}"
    enclosure = item.find("enclosure").attrib
    assert enclosure["type"] == "image/jpeg"
    assert enclosure["url"].startswith("http://testserver/media/renditions/")
    assert 'alt="Half a &quot;fig&quot; &lt;red&gt;"' in item.find("description").text
    assert item.find(f"{MEDIA}content/{MEDIA}description").text == 'Half a "fig" <red>'


@pytest.mark.parametrize("address", ["/newest/atom/", "/people/ana/atom/"])
def test_atom_has_them_too(client, ana, address):
    entry = read(client, address).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}updated").text
    assert entry.find(f"{ATOM}link[@rel='enclosure']").attrib["type"] == "image/jpeg"
    assert entry.find(f"{MEDIA}content/{MEDIA}description").text == 'Half a "fig" <red>'


@pytest.mark.parametrize("address", ["/newest/atom/", "/people/ana/atom/", "/people/ana/rss/"])
def test_each_has_an_address_of_its_own_that_stays(client, ana, fig, album, address):
    relations.like(ana, PictureFactory(parent=album))

    def ids():
        root = read(client, address)
        return {each.text for each in [*root.findall(f"{ATOM}entry/{ATOM}id"), *root.findall("channel/item/guid")]}

    before = ids()
    assert len(before) == 2
    assert all(re.fullmatch(r"tag:testserver,\d{4}-\d\d-\d\d:/(picture|action)-\d+/", each) for each in before)
    Page.objects.filter(pk=fig.pk).update(title="Renamed")
    assert ids() == before


def test_atom_names_an_author_where_a_picture_has_none(client, ana):
    root = read(client, "/newest/atom/")
    assert root.find(f"{ATOM}entry/{ATOM}author") is None
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Contact Sheet"


def test_no_character_of_anybody_breaks_a_feed(client, ana, fig):
    Member.objects.filter(pk=ana.pk).update(display_name="An\x08a\uffff")
    Page.objects.filter(pk=fig.pk).update(title="Fig\x0b")
    GalleryImage.objects.update(description="red\x1f")
    assert titles(client, "/people/ana/rss/") == ["Ana liked Fig"]
    for address in ("/people/ana/atom/", "/newest/rss/", "/newest/atom/"):
        read(client, address)


@pytest.mark.parametrize("address", ["/newest/rss/", "/people/ana/atom/"])
def test_a_reader_who_has_it_already_gets_304(client, ana, fig, address):
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    tomorrow = http_date(time.time() + 86_400)
    assert client.get(address, headers={"if-modified-since": tomorrow}).status_code == 200
    PageViewRestriction.objects.create(page=fig, restriction_type="login")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def titles(client, address):
    return [each.text for each in read(client, address).findall("channel/item/title")]


def test_what_a_stranger_may_not_see_is_in_no_feed(client, ana, fig):
    relations.follow(ana, MemberFactory(username="bram"))
    relations.bookmark(ana, fig)
    PageViewRestriction.objects.create(page=fig, restriction_type="login")
    client.force_login(ana)
    assert titles(client, "/newest/rss/") == []
    assert titles(client, "/people/ana/rss/") == ["ana followed bram"]
    Member.objects.filter(pk=ana.pk).update(hide_follows=True)
    assert titles(client, "/people/ana/rss/") == []
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert client.get("/people/ana/rss/").status_code == 404


def test_a_feed_costs_the_same_for_any_number(client, ana, album):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = ["/newest/rss/", "/people/ana/atom/"]
    few = [queries(address) for address in addresses]
    for _ in range(10):
        relations.like(ana, PictureFactory(parent=album))
    assert [queries(address) for address in addresses] == few


@pytest.mark.parametrize("page", ["/", "/people/ana/"])
def test_pages_tell_of_their_feeds(client, ana, page):
    html = client.get(page).content.decode()
    for name in ("rss", "atom"):
        assert f'href="{"/people/ana/" if page != "/" else "/newest/"}{name}/"' in html


@pytest.mark.parametrize("address", ["/newest/rss/", "/newest/atom/", "/people/ana/rss/", "/sitemap.xml"])
def test_each_site_tells_of_its_own_pictures(client, ana, fig, address):
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Elsewhere", slug="elsewhere"))
    Site.objects.create(hostname="127.0.0.1", root_page=home)
    assert fig.slug in client.get(address).content.decode()
    assert fig.slug not in client.get(address, headers={"host": "127.0.0.1"}).content.decode()
