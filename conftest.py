"""Fixtures for the tests of every app."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import translation

from redis_servers.breaker import breaker
from tests import factories


@pytest.fixture(autouse=True)
def empty_redis():
    """Each test begins with nothing counted, and with a Redis that is there."""
    for name in ("default", "counters"):
        breaker(settings.CACHES[name]["LOCATION"]).close()
        caches[name].clear()


@pytest.fixture(autouse=True)
def own_language():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


@pytest.fixture
def gallery(db):
    """The gallery's page, on a site."""
    return factories.make_gallery()


@pytest.fixture
def album(gallery):
    return factories.AlbumFactory(parent=gallery, title="Still life")


@pytest.fixture
def picture(album):
    return factories.PictureFactory(parent=album, title="Half a fig")


@pytest.fixture
def stranger():
    return AnonymousUser()


@pytest.fixture
def browser_client(client):
    """A client that looks like a person's browser; Django's own sends no User-Agent and so is a bot."""
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    return client


@pytest.fixture
def page_request(stranger):
    """Makes a stranger's request for a page, as Wagtail hands it to `serve`."""

    def make(path="/", user=stranger, method="get", **headers):
        request = getattr(RequestFactory(headers={"user-agent": "Mozilla/5.0 Firefox/140.0", **headers}), method)(path)
        request.user, request.session = user, {}
        return request

    return make
