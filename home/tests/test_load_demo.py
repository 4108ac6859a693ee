import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from gallery.models import ImagePage
from home import demo
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def load(**options):
    call_command("load_demo", verbosity=0, **options)


def test_load_demo_if_empty_leaves_a_gallery_alone(picture):
    load(if_empty=True)
    assert ImagePage.objects.count() == 1


def test_load_demo_is_all_or_nothing(gallery, monkeypatch):
    monkeypatch.setattr(demo.history, "make_views", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load()
    assert demo.is_empty()


def test_a_demo_that_was_cleared_away_does_not_come_back(gallery):
    MemberFactory(username="boss")
    load(if_empty=True)
    assert not ImagePage.objects.exists()


def test_load_demo_is_refused_in_production(gallery, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--force"):
        load()
    assert demo.is_empty()
