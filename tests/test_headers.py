"""The policies that every answer carries (site/web/headers.py). tests/test_browser_policy.py asks a browser."""

import re

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from wagtail.documents.models import Document

from tests.factories import MemberFactory
from web.headers import PolicyMiddleware

from .pages import ALL, WITHOUT_A_PAGE, make_world

pytestmark = pytest.mark.django_db
POLICY, PERMISSIONS = "Content-Security-Policy", "Permissions-Policy"
PLACES = {
    "media/renditions/<str:name>": "media/renditions/none.webp",
    "people/<username:username>/rss/": "people/나무/rss/",
    "people/<username:username>/atom/": "people/나무/atom/",
    "people/<username:username>/follow/": "people/나무/follow/",
    "pictures/<str:page_id>/bookmark/": "pictures/1/bookmark/",
}
FILES = ["static/css/base.css", "static/favicon.svg", "static/site.webmanifest"]


@pytest.fixture
def editor(client):
    client.force_login(MemberFactory(is_superuser=True, is_staff=True))
    return client


def directives(response):
    return dict(each.split(" ", 1) for each in response[POLICY].split("; "))


def test_every_public_address_has_the_policy(client):
    members = make_world()
    others = [("/" + PLACES.get(route, route), "") for route in sorted(WITHOUT_A_PAGE)]
    for path, viewer in [(shown.path, shown.viewer) for shown in ALL] + others + [(f"/{name}", "") for name in FILES]:
        client.logout()
        if viewer:
            client.force_login(members[viewer])
        response = client.get(path)
        response.getvalue()  # closes a file
        assert directives(response)["default-src"] == "'none'", path
        assert "unsafe" not in response[POLICY], path
        assert not re.search(r"https?:|\*", response[POLICY]), path
        assert response["Referrer-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "camera=()" in response[PERMISSIONS], path


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/nowhere/"])
def test_the_admin_evaluates_nothing_and_loads_nothing_from_elsewhere(editor, gallery, path):
    policy = directives(editor.get(path))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["style-src"] == "'self'"
    assert not re.search(r"unsafe-eval|https?:|\*", str(policy))


def test_a_policy_that_is_there_stays(client, gallery):
    document = Document.objects.create(title="Terms", file=ContentFile(b"terms", "terms.txt"))
    response = client.get(document.url)
    response.getvalue()
    assert response[POLICY] == "default-src 'none'"


def test_pictures_on_another_host_are_allowed(settings, rf):
    settings.MEDIA_URL = "https://bucket.example.org/media/"
    answer = PolicyMiddleware(lambda _request: HttpResponse())(rf.get("/"))
    assert directives(answer)["img-src"] == "'self' data: https://bucket.example.org"
