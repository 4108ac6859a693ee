"""Killed anywhere, repeated, or over a Redis that was emptied or put back: each view is stored once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from gallery.models import CountedVisitor, Heartbeat
from gallery.popularity import counters, flushing
from gallery.popularity.flushing import CHUNK, CLOCKS_DIFFER, flush
from gallery.popularity.periods import VISIT_WINDOW
from gallery.popularity.recording import record_view

from .conftest import look_at, stored, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
EVENTS = "{views}:events"


class Killed(BaseException):
    pass


def killed_at(monkeypatch, name):
    """A flush that ends when it calls that function or command."""

    def die(*args, **kwargs):
        raise Killed

    def ask(command, connection):
        return die() if name in command.__code__.co_names else counters.ask(command, connection)

    with monkeypatch.context() as patch:
        patch.setattr(flushing, "ask", ask)
        if hasattr(flushing, name):
            patch.setattr(flushing, name, die)
        with pytest.raises(Killed):
            flush()


def test_flush_stores_what_waits_once(picture, redis):
    look_at(picture, 3)
    assert (flush(), flush()) == (3, 0)
    assert (stored(picture), redis.xlen(EVENTS)) == (3, 0)
    look_at(picture)
    assert (flush(), stored(picture)) == (1, 4)


def test_flush_goes_on_until_nothing_waits(picture, redis, monkeypatch):
    store, chunks = flushing.store_entries, []
    monkeypatch.setattr(flushing, "store_entries", lambda entries: chunks.append(len(entries)) or store(entries))
    monkeypatch.setattr(flushing, "CHUNK", 2)
    look_at(picture, 5)
    assert (flush(), redis.xlen(EVENTS)) == (5, 0)
    assert chunks == [2, 2, 1], "at no time more than so many"
    assert CHUNK > 2


@pytest.mark.parametrize("where", ["xrange", "store_entries", "store", "xdel", "forget_visitors"])
def test_a_flush_that_is_killed_is_done_again(picture, redis, monkeypatch, where):
    look_at(picture, 2)
    killed_at(monkeypatch, where)
    look_at(picture)
    flush()
    assert (stored(picture), redis.xlen(EVENTS)) == (3, 0)


@pytest.mark.parametrize("later", [timedelta(0), VISIT_WINDOW - timedelta(minutes=1), 3 * VISIT_WINDOW])
def test_a_redis_put_back_into_an_older_state_adds_nothing_and_takes_nothing(picture, redis, later):
    look_at(picture, 3)
    before = redis.xrange(EVENTS)
    flush()
    with time_machine.travel(timezone.now() + later, tick=False):
        flush()
        redis.delete(EVENTS)
        for entry, fields in before:
            redis.xadd(EVENTS, fields, id=entry)
        record_view(view_of(picture))
        flush()
    assert stored(picture) == 4


def test_the_tenth_entry_of_a_millisecond_comes_after_the_ninth(picture, redis):
    look_at(picture, 2)
    entries = redis.xrange(EVENTS)
    redis.delete(EVENTS)
    for number, (_entry, fields) in enumerate(entries, 9):
        redis.xadd(EVENTS, fields, id=f"1000-{number}")
        flush()
    with time_machine.travel(timezone.now() + 3 * VISIT_WINDOW, tick=False):
        flush()
        redis.delete(EVENTS)
        redis.xadd(EVENTS, entries[1][1], id="1000-10")
        assert flush() == 0
    assert stored(picture) == 2


def test_a_stream_that_begins_anew_with_an_earlier_clock_loses_nothing(picture, redis):
    look_at(picture)
    flush()
    redis.flushall()
    look_at(picture)
    ((_entry, fields),) = redis.xrange(EVENTS)
    redis.delete(EVENTS)
    redis.xadd(EVENTS, fields, id="1000-0")
    assert (flush(), stored(picture)) == (1, 2)
    look_at(picture)
    assert (flush(), stored(picture)) == (1, 3)


def test_views_that_waited_for_long_are_stored(picture):
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        look_at(picture, 2)
    assert (flush(), stored(picture)) == (2, 2)


def test_visitors_are_forgotten_when_they_may_count_again(picture):
    look_at(picture)
    flush()
    for later, left in ((VISIT_WINDOW, 1), (VISIT_WINDOW + CLOCKS_DIFFER + timedelta(seconds=1), 0)):
        with time_machine.travel(timezone.now() + later, tick=False):
            flush()
        assert CountedVisitor.objects.count() == left


def test_visitors_are_not_forgotten_while_their_event_may_wait_in_redis(picture, redis, monkeypatch):
    """Redis has taken the event, its reply was lost and so it was stored directly; then Redis is away for an hour."""
    event = view_of(picture, "ana")
    record_view(event)
    counters.breaker.failed(ConnectionError())
    record_view(event)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        with pytest.raises(counters.CountersUnavailable):
            flush()
        counters.breaker.close()
        assert flush() == 0
    assert stored(picture) == 1


def test_without_redis_flush_says_so_and_is_no_heartbeat(redis_away, db):
    with pytest.raises(counters.CountersUnavailable):
        flush()
    assert Heartbeat.objects.last() == {}


def test_the_heartbeat_tells_until_when_views_are_stored(picture, monkeypatch):
    store, began = flushing.store_entries, []
    monkeypatch.setattr(flushing, "store_entries", lambda *args: began.append(timezone.now()) or store(*args))
    look_at(picture)
    flush()
    assert Heartbeat.objects.last()[Heartbeat.Name.FLUSH] < began[0]
