from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from redis.exceptions import ConnectionError, ResponseError, TimeoutError

from gallery import ledger, popularity
from gallery.models import DailyViews, DirectView
from gallery.popularity import connection
from gallery.tasks import flush_views

from .counts import fail, stored

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def test_count_view_once_a_visitor(picture, ready):
    assert popularity.count_view(picture.pk, ("ana", "-")) == 1
    assert popularity.count_view(picture.pk, ("ana", "-")) == 1
    assert popularity.count_view(picture.pk, ("bram", "-")) == 2


def test_count_view_knows_yesterdays_key(picture, ready):
    popularity.count_view(picture.pk, ("ana on friday", "-"))
    assert popularity.count_view(picture.pk, ("ana on saturday", "ana on friday")) == 1


def test_a_visitor_is_forgotten_after_30_minutes(picture, ready):
    popularity.count_view(picture.pk, ("ana", "-"))
    assert 1790 < connection.client().ttl("{views}:seen:ana") <= 1800


def test_without_redis_a_view_goes_to_the_database(picture, redis_away):
    assert popularity.count_view(picture.pk, ("ana", "-")) == 1
    assert popularity.count_view(picture.pk, ("ana", "-")) == 1
    assert popularity.count_view(picture.pk, ("bram", "-")) == 2
    assert stored(picture) == 2
    assert DailyViews.objects.get(page=picture).views == 2


def test_without_redis_a_visitor_counts_again_after_30_minutes(picture, redis_away):
    popularity.count_view(picture.pk, ("ana", "-"))
    DirectView.objects.update(created=datetime.now(UTC) - timedelta(minutes=31), ranked=True)
    assert popularity.count_view(picture.pk, ("bram", "-")) == 2
    assert DirectView.objects.get().pk == "bram"
    assert popularity.count_view(picture.pk, ("ana", "-")) == 3


@pytest.mark.parametrize(
    ("error", "views"),
    [
        (ConnectionError("Error 111 connecting to 127.0.0.1:6379. Connection refused."), 1),
        (TimeoutError("Timeout connecting to server"), 1),
        (ResponseError("OOM command not allowed when used memory > 'maxmemory'."), 1),
        (TimeoutError("Timeout reading from socket"), 0),
        (ConnectionError("Connection closed by server."), 0),
    ],
)
def test_a_view_that_may_have_been_counted_is_not_counted_again(picture, monkeypatch, error, views):
    monkeypatch.setattr(connection, "script", lambda name: fail(error))
    popularity.count_view(picture.pk, ("ana", "-"))
    assert stored(picture) == views


def test_visitors_are_forgotten_after_30_minutes_without_redis(picture, redis_away):
    with time_machine.travel("2026-11-21 12:00:00Z", tick=False) as clock:
        for wait, kept in ((0, 1), (1799, 1), (1, 0)):
            popularity.count_view(picture.pk, ("ana", "-")) if not wait else clock.shift(wait)
            flush_views()
            assert DirectView.objects.count() == kept
        assert ledger.has_unranked(), "the ranking does not have the view yet"
