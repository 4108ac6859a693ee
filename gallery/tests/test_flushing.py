from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from gallery import ledger, popularity
from gallery.models import DailyViews, ViewBatch
from gallery.popularity import connection
from gallery.popularity.keys import BATCHES
from tests.factories import PictureFactory

from .counts import die_before_dropping, die_before_storing, stored, view

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def test_flush_makes_views_durable_once(picture, ready):
    view(picture, 3)
    assert (popularity.flush(), popularity.flush()) == (3, 0)
    assert stored(picture) == 3
    assert DailyViews.objects.get(page=picture).views == 3
    assert not connection.call("smembers", BATCHES)


def test_flush_adds_to_what_is_there(picture, album, ready):
    other = PictureFactory(parent=album)
    for number in (1, 2):
        view(picture, number)
        view(other)
        popularity.flush()
    assert (stored(picture), stored(other)) == (3, 2)
    assert DailyViews.objects.get(page=picture).views == 3


def test_flush_that_died_before_storing_is_made_up_for(picture, ready, monkeypatch):
    view(picture, 2)
    die_before_storing(monkeypatch)
    view(picture)
    assert popularity.flush() == 3
    assert stored(picture) == 3


def test_flush_that_died_after_storing_is_not_repeated(picture, ready, monkeypatch):
    view(picture, 2)
    die_before_dropping(monkeypatch)
    assert popularity.flush() == 0
    assert stored(picture) == 2
    assert ViewBatch.objects.count() == 1


def test_flush_leaves_out_pictures_that_are_gone(picture, album, ready):
    other = PictureFactory(parent=album)
    view(picture)
    view(other)
    picture.delete()
    popularity.flush()
    assert stored(other) == 1


def test_flush_without_redis_says_so(redis_away):
    with pytest.raises(popularity.Away):
        popularity.flush()


def test_forget_batches_keeps_what_may_come_again(picture, ready):
    ages = {uuid4(): timedelta(days=29), uuid4(): timedelta(days=31)}
    for name, age in ages.items():
        ledger.store(name, {})
        ViewBatch.objects.filter(pk=name).update(created=timezone.now() - age)
    ledger.forget_batches()
    assert ViewBatch.objects.get().pk == next(iter(ages))
