"""Fixtures for the tests of every app."""

from functools import partial

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_migrate
from django.test import RequestFactory
from django.utils import translation

from gallery.images import rendered
from redis_servers.breaker import breaker
from tests import factories, outages, renditions
from tests.migrated import Migrated


def pytest_collection_modifyitems(items):
    """Tests that take tens of seconds begin first, so that the processes of pytest-xdist end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def migrated(request):
    migrated = Migrated(request.config)
    yield migrated
    migrated.unlock()


@pytest.fixture(scope="session")
def is_copy(django_db_modify_db_settings_parallel_suffix, django_db_blocker, migrated):
    """Whether the test database is a copy of the one that was migrated before."""
    with django_db_blocker.unblock():
        return migrated.use_or_lock()


@pytest.fixture(scope="session")
def django_db_keepdb(request, is_copy, migrated):
    return request.config.getvalue("reuse_db") or (is_copy and migrated.store.keeps_copy)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, is_copy, migrated):
    if not is_copy:
        with django_db_blocker.unblock():
            migrated.keep()


@pytest.fixture(scope="session", autouse=True)
def groups_outlive_a_flush(django_db_setup, django_db_blocker):
    """Makes the migrations' groups anew after a test that commits, as that empties all tables."""
    with django_db_blocker.unblock():
        groups = {
            group.name: list(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
        }

    def make_again(**kwargs):
        for name, codenames in groups.items():
            group, _made = Group.objects.get_or_create(name=name)
            group.permissions.add(*Permission.objects.filter(codename__in=codenames))

    *_others, last = (each for each in apps.get_app_configs() if each.models_module)
    post_migrate.connect(make_again, sender=last)
    yield
    post_migrate.disconnect(make_again, sender=last)


@pytest.fixture(autouse=True)
def empty_redis():
    """Each test begins with nothing counted, and with a Redis that is there."""
    for name in ("default", "counters"):
        breaker(settings.CACHES[name]["LOCATION"]).close()
        caches[name].clear()


@pytest.fixture
def outage(settings):
    """Takes Redis away, for the cache and for the counters: `with outage():` or, as kind, `with outage("hung"):`.

    refused: nothing listens there, and each command fails at once. hung: somebody listens and never answers, so that
    each command takes the 100 ms of settings.REDIS_OPTIONS. The breakers open at the first command, as they do in
    production. After the block Redis is there again as it was left, and every breaker has noticed.
    """
    return partial(outages.outage, settings)


@pytest.fixture(scope="session", autouse=True)
def renditions_made_once():
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(rendered, "render", renditions.render)
        yield


@pytest.fixture(autouse=True)
def own_language():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """For fixtures of a whole module: what they write is there for each of its tests, and gone after the last.

    A transaction round those of the tests, so not for modules with tests that commit or use the database in threads.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


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
