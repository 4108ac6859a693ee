"""English and Korean: who chooses, what lasts, which address says what."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import PictureFactory, image_file

from .gate.inventory import routes
from .pages import ALL, PAGES, STRANGER, WITHOUT_A_PAGE, make_world

KOREAN = {"headers": {"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"}}
# Names and units that are the same in Korean.
SAME = set("Contact Sheet ISO mm CC BY SA NC ND LGPL AVIF JPEG JPG PNG WEBP KB MB URL POST RSS Atom".split())
SPOKEN = ("alt", "title", "aria-label", "placeholder", "aria-description")


def soup_of(response):
    return BeautifulSoup(response.content.decode(), "html.parser")


def latin_words(soup):
    """Every word in Latin letters that a reader sees or hears, but for the other languages' own names."""
    for element in soup.select("script, style, [lang=en]:not(html)"):
        element.extract()
    texts = list(soup.stripped_strings)
    texts += [element[name] for name in SPOKEN for element in soup.select(f"[{name}]")]
    texts += [value for each in soup.find_all(True) for name, value in each.attrs.items() if is_sentence(name, value)]
    texts += [meta["content"] for meta in soup.select("meta[name=description], meta[property$=title]")]
    texts = [re.sub(r"\{\w+\}", "", text) for text in texts]  # what scripts fill in
    return {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)} - SAME


def is_sentence(name, value):
    """Sentences that scripts show."""
    return name.startswith("data-") and name != "data-srcset" and " " in value


def test_every_address_is_among_the_pages_or_has_none():
    known = PAGES.keys() | WITHOUT_A_PAGE
    public = [route for route in routes() if not route.startswith(("admin/", "documents/", "_util/"))]
    assert [route for route in public if route not in known] == []
    assert sorted(known - set(public)) == []


@pytest.fixture(scope="module")
def kept_world(module_db):
    return make_world()


@pytest.fixture
def world(db, kept_world):
    return kept_world


def test_no_english_is_left_on_korean_pages(client, world):
    left = {}
    for shown in ALL:
        client.logout()
        if shown.viewer != STRANGER:
            client.force_login(world[shown.viewer])
        response = client.get(shown.path, **KOREAN)
        assert response.status_code == shown.status, shown
        soup = soup_of(response)
        assert soup.html["lang"] == response["Content-Language"] == "ko"
        if words := latin_words(soup):
            left[shown.path] = words
    assert left == {}


WRONG = {
    "/account/signup/": {"username": "나 무", "email": "not an address", "password1": "123"},
    "/account/login/": {"login": "나무", "password": "wrong"},
    "/account/password/reset/": {"email": "not an address"},
}


@pytest.mark.parametrize("path", WRONG)
def test_no_english_is_left_where_a_form_is_wrong(client, world, path):
    for content in ({}, WRONG[path]):
        response = client.post(path, content, **KOREAN)
        assert response.status_code == 200
        soup = soup_of(response)
        assert soup.select(".errorlist")
        for element in soup.select("input[value]"):
            element.extract()
        assert latin_words(soup) == set()


def test_no_english_is_left_where_a_member_changes_their_account(client, world):
    client.force_login(world["사진가"])
    posts = {
        "/account/password/change/": {"oldpassword": "x", "password1": "123", "password2": "124"},
        "/account/email/": {"email": "not an address", "action_add": ""},
        "/account/profile/": {"website": "::", "display_name": "가" * 61},
    }
    for path, content in posts.items():
        soup = soup_of(client.post(path, content, **KOREAN))
        assert soup.select(".errorlist"), path
        assert latin_words(soup) == set(), path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("사진.txt", image_file()),
        ("사진.png", image_file()),
        ("사진.jpg", ContentFile(b"no picture")),
        ("사진.jpg", image_file(9000, 8000)),
        ("사진.jpg", ContentFile(image_file(500, 400).read()[:2000])),
    ],
    ids=["extension", "format", "nonsense", "pixels", "damaged"],
)
def test_no_english_is_left_where_a_picture_is_refused(client, world, name, content):
    client.force_login(world["사진가"])
    content.seek(0)
    upload = SimpleUploadedFile(name, content.read())
    soup = soup_of(client.post("/account/profile/", {"new_photo": upload}, **KOREAN))
    assert soup.select(".errorlist")
    assert latin_words(soup) - {"jpeg", "png"} == set()


def test_the_browser_chooses(client, gallery):
    assert soup_of(client.get("/gallery/")).html["lang"] == "en"
    response = client.get("/gallery/", **KOREAN)
    assert soup_of(response).html["lang"] == "ko"
    assert soup_of(client.get("/gallery/", headers={"accept-language": "fr"})).html["lang"] == "en"
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_the_footer_chooses_keeps_the_page_and_it_lasts(client, gallery):
    form = soup_of(client.get("/most-viewed/?period=month&lang=en")).select_one("footer .languages")
    assert form.select_one("[name=next]")["value"] == "/most-viewed/?period=month"
    assert [(button["value"], button.text) for button in form.select("button")] == [("en", "English"), ("ko", "한국어")]
    assert [button["value"] for button in form.select("[aria-current]")] == ["en"]
    response = client.post(form["action"], {"next": "/most-viewed/?period=month", "language": "ko"})
    assert response.url == "/most-viewed/?period=month"
    assert client.cookies["django_language"]["max-age"] == 365 * 24 * 3600
    assert soup_of(client.get(response.url)).html["lang"] == "ko"
    assert soup_of(client.get("/", headers={"accept-language": "en"})).html["lang"] == "ko"


def test_the_footer_leads_back_to_no_other_site(client, gallery):
    assert client.post("/language/", {"next": "https://example.org/", "language": "ko"}).url == "/"


def test_after_a_form_without_a_page_the_footer_leads_to_the_front_page(client, gallery):
    page = client.post("/people/nobody/follow/", {"action": "follow"}, headers={"referer": ""}, follow=True)
    assert soup_of(page).select_one("footer .languages [name=next]")["value"].startswith("/account/login/")
    refused = client.put("/people/nobody/follow/")
    assert soup_of(refused).select_one("footer .languages [name=next]")["value"] == "/"


def test_an_address_names_its_language_for_one_answer(client, gallery):
    assert soup_of(client.get("/gallery/?lang=ko")).html["lang"] == "ko"
    assert soup_of(client.get("/gallery/")).html["lang"] == "en"
    assert soup_of(client.get("/gallery/?lang=en", **KOREAN)).html["lang"] == "en"
    assert soup_of(client.get("/gallery/?lang=xx", **KOREAN)).html["lang"] == "ko"


def test_htmx_asks_in_the_language_of_its_page(client, gallery):
    shown = {"HX-Request": "true", "HX-Current-URL": "http://testserver/gallery/?lang=ko"}
    assert client.get("/gallery/", headers=shown)["Content-Language"] == "ko"


@pytest.mark.parametrize("address", ["http://[", "?lang=ko%00", "\0", "?" + "a&" * 100])
def test_a_page_whose_address_is_none_asks_in_the_browsers_language(client, gallery, address):
    response = client.get("/gallery/", headers={"HX-Request": "true", "HX-Current-URL": address})
    assert (response.status_code, response["Content-Language"]) == (200, "en")


def links(soup):
    found = {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")}
    return soup.select_one("link[rel=canonical]")["href"], found


def test_pages_name_their_addresses_in_each_language(client, album):
    for _ in range(25):
        PictureFactory(parent=album)
    site = "http://testserver"
    path = album.get_absolute_url()
    each = {"x-default": f"{site}{path}", "en": f"{site}{path}?lang=en", "ko": f"{site}{path}?lang=ko"}
    assert links(soup_of(client.get(path))) == (f"{site}{path}", each)
    assert links(soup_of(client.get(f"{path}?lang=ko&utm=1"))) == (f"{site}{path}?lang=ko", each)
    canonical, each = links(soup_of(client.get(f"{path}?lang=ko&page=99")))
    assert canonical == each["ko"] == f"{site}{path}?page=2&lang=ko"
    canonical, each = links(soup_of(client.get("/most-viewed/?period=month")))
    assert (canonical, each["ko"]) == (f"{site}/most-viewed/?period=month", f"{site}/most-viewed/?period=month&lang=ko")


def test_pages_that_search_engines_may_keep_say_how_to_show_them(client, world):
    for shown in ALL:
        if shown.viewer or shown.status != 200:
            continue
        soup = soup_of(client.get(shown.path))
        if soup.select("meta[name=robots][content=noindex]"):
            assert not soup.select("link[rel=canonical]"), shown
            continue
        canonical, each = links(soup)
        assert each.keys() == {"x-default", "en", "ko"}, shown
        open_graph = {meta["property"]: meta["content"] for meta in soup.select("meta[property^=og]")}
        assert open_graph["og:url"] == canonical, shown
        assert open_graph["og:locale"] == "en_GB"
        assert open_graph["og:title"], shown
        assert soup.select("meta[name='twitter:card']"), shown


def test_dates_and_numbers_are_korean(client, picture):
    PictureFactory._meta.model.objects.filter(pk=picture.pk).update(first_published_at="2026-03-09T12:00Z")
    text = soup_of(client.get(picture.get_absolute_url(), **KOREAN)).get_text(" ", strip=True)
    assert "2026년 3월 9일" in text
    assert "좋아요 0개" in text


def test_the_admin_keeps_the_editors_own_language(client, gallery, admin_user):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=admin_user, preferred_language="en")
    client.force_login(admin_user)
    client.cookies["django_language"] = "ko"
    for path in ("/admin/", "/admin/?lang=ko"):
        assert soup_of(client.get(path)).html["lang"] == "en"


def test_the_error_page_is_in_the_language_too(client, gallery, monkeypatch):
    from gallery.views import TagListView

    client.raise_request_exception = False
    monkeypatch.setattr(TagListView, "get_context_data", lambda *args, **kwargs: 1 / 0)
    response = client.get("/tags/", **KOREAN)
    assert response.status_code == 500
    soup = soup_of(response)
    assert soup.html["lang"] == "ko"
    assert latin_words(soup) == set()
