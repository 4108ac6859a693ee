"""Redis is emptied before the views are stored."""

import logging
import threading
from itertools import count

import pytest
from django.db import connection as database

from gallery import ledger, popularity, upkeep
from gallery.models import DailyViews, ImageStats
from gallery.periods import Period, today
from gallery.popularity import catching_up, connection, flushing, rebuilding, unflushed
from gallery.popularity.keys import BATCH, BATCHES, FILLING, batch_field
from tests.concurrency import at_once

from .counts import view

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def empty_redis():
    connection.client().flushdb()


def stored():
    days = DailyViews.objects.values_list("views", flat=True)
    totals = ImageStats.objects.values_list("views", flat=True)
    assert sum(days) == sum(totals)
    return sum(totals)


def test_what_redis_has_lost_is_stored_all_the_same(picture, caplog):
    view(picture, 3)
    empty_redis()
    with caplog.at_level(logging.WARNING):
        assert (unflushed.settle(), unflushed.settle()) == (3, 0)
    assert "lost 3 views" in caplog.text
    view(picture)
    popularity.flush()
    assert stored() == 4


def test_what_waits_is_left_alone(picture):
    view(picture, 3)
    assert unflushed.settle() == 0
    assert stored() == 0
    empty_redis()
    assert unflushed.settle() == 3


def test_what_is_stored_is_forgotten(picture):
    view(picture, 3)
    popularity.flush()
    empty_redis()
    assert unflushed.settle() == 0
    assert not unflushed.open_shares
    assert not unflushed.closed_shares
    assert stored() == 3


def test_a_flusher_that_still_holds_what_was_lost_does_not_store_it(picture, monkeypatch):
    store = ledger.store

    def too_late(*batch):
        empty_redis()
        unflushed.settle()
        return store(*batch)

    monkeypatch.setattr(ledger, "store", too_late)
    view(picture, 3)
    assert popularity.flush() == 0
    assert stored() == 3


def test_a_flusher_that_finds_an_emptied_batch_does_not_store_it(picture, monkeypatch):
    call = flushing.call
    monkeypatch.setattr(flushing, "call", lambda *args: (empty_redis(), call(*args))[1])
    view(picture, 3)
    popularity.flush()
    assert unflushed.settle() == 3
    assert stored() == 3


def test_each_process_adds_its_own_share(picture):
    view(picture, 2)
    others = dict(unflushed.open_shares)
    unflushed.open_shares.clear()
    view(picture)
    empty_redis()
    assert unflushed.settle() == 1
    unflushed.open_shares.update(others)
    assert unflushed.settle() == 2
    assert stored() == 3


def test_a_share_that_was_stored_unnoticed_is_stored_once(picture, monkeypatch):
    """The database has taken it, and then the connection broke."""
    store_share = ledger.store_share

    def break_off(*share):
        store_share(*share)
        raise database.Database.OperationalError

    view(picture, 3)
    empty_redis()
    with monkeypatch.context() as breaking, pytest.raises(database.Database.OperationalError):
        breaking.setattr(ledger, "store_share", break_off)
        unflushed.settle()
    view(picture, 2)
    assert unflushed.settle() == 0
    assert stored() == 3
    empty_redis()
    assert unflushed.settle() == 2
    assert stored() == 5


def test_the_ranking_is_rebuilt_with_what_was_lost(picture):
    view(picture, 3)
    empty_redis()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    unflushed.settle()
    assert not popularity.is_ready()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    assert popularity.scores(Period.ALL, 0, 5) == popularity.scores(Period.DAY, 0, 5) == [(picture.pk, 3)]


@pytest.mark.parametrize("another_rebuilds", [False, True])
def test_what_was_built_in_part_is_not_shown(picture, monkeypatch, another_rebuilds):
    """Redis is emptied while the sorted sets are built."""
    view(picture, 3)
    popularity.flush()
    install, tries = rebuilding.install, []

    def empty_first(*args):
        tries.append(args)
        if len(tries) == 1:
            empty_redis()
            if another_rebuilds:
                popularity.rebuild_ranking()
        return install(*args)

    monkeypatch.setattr(rebuilding, "install", empty_first)
    popularity.rebuild_ranking()
    assert len(tries) == 2 + another_rebuilds
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 3)]


@pytest.mark.parametrize("noticed_by", [catching_up.catch_up, upkeep.start])
def test_a_redis_of_yesterday_does_not_swallow_views(picture, noticed_by, monkeypatch):
    """It has come back in an older state, in which it fills a batch that is stored by now."""
    view(picture, 3)
    (batch,) = unflushed.open_shares
    popularity.flush()
    redis = connection.client()
    redis.set(FILLING, batch)
    redis.sadd(BATCHES, batch)
    redis.hset(BATCH + batch, batch_field(today(), picture.pk), 2)
    monkeypatch.setattr(threading.Thread, "start", lambda thread: None)
    noticed_by()
    view(picture)
    assert popularity.flush() == 1
    assert stored() == 4


def test_memory_is_bounded(picture, monkeypatch):
    monkeypatch.setattr(unflushed, "MOST", 3)
    for _ in range(5):
        view(picture)
        connection.client().delete(FILLING)
    assert len(unflushed.open_shares) == 3


@pytest.mark.django_db(transaction=True)
def test_no_view_is_lost_or_doubled_while_redis_is_emptied_again_and_again(picture):
    popularity.rebuild_ranking()
    numbers = count()

    def look():
        popularity.count_view(picture.pk, (f"visitor {next(numbers)}", "-"))

    jobs = [look] * 400
    jobs[10::40] = [popularity.flush] * 10
    jobs[25::40] = [empty_redis] * 10
    jobs[35::40] = [unflushed.settle] * 10
    at_once(8, jobs)
    unflushed.settle()
    popularity.flush()
    assert stored() == 370
