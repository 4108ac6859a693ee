from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from redis.exceptions import ConnectionError, ResponseError, TimeoutError

from gallery import ledger, popularity
from gallery.models import DailyViews, DirectView, ImageStats, ViewBatch
from gallery.periods import Period, today
from gallery.popularity import connection, flushing, rebuilding
from gallery.popularity.keys import BATCHES, TOTAL, day_key
from gallery.tasks import flush_views

from .factories import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
visitors = count()


def view(picture, times=1):
    for _ in range(times):
        total = popularity.count_view(picture.pk, (f"visitor {next(visitors)}", "-"))
    return total


def stored(picture):
    return ImageStats.objects.get(pk=picture.pk).views


def fail(error):
    def command(*args, **kwargs):
        raise error

    return command


def die_before_storing(monkeypatch):
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(ledger, "store", fail(KeyboardInterrupt()))
        popularity.flush()


def die_before_dropping(monkeypatch):
    run = flushing.run

    def run_until_drop(script, *args):
        return fail(KeyboardInterrupt())() if script == "drop" else run(script, *args)

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(flushing, "run", run_until_drop)
        popularity.flush()


@pytest.fixture
def redis_away(monkeypatch):
    """Nothing listens any more."""
    monkeypatch.setattr(connection, "script", lambda name: fail(ConnectionError("Error 111 connecting to x:1.")))
    monkeypatch.setitem(connection.breaker.checks, "counters", fail(ConnectionError()))


@pytest.fixture
def ready(db):
    popularity.rebuild_ranking()


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


def test_scores_best_first_and_newest_of_equals(album, ready):
    pictures = [PictureFactory(parent=album) for _ in range(12)]
    view(pictures[3], 2)
    for picture in pictures:
        view(picture)
    ids = [picture for picture, _views in popularity.scores(Period.ALL, 0, 20)]
    newest = [picture.pk for picture in reversed(pictures) if picture != pictures[3]]
    assert ids == [pictures[3].pk, *newest]
    popularity.flush()
    assert ledger.scores(None, 0, 20) == popularity.scores(Period.ALL, 0, 20)
    assert popularity.scores(Period.ALL, 1, 2) == [(newest[0], 1), (newest[1], 1)]


@pytest.mark.parametrize("source", ["redis", "database"])
def test_scores_by_period(picture, source, request):
    now = datetime.now(UTC)
    with time_machine.travel(now, tick=False):
        for back, views in ((0, 1), (6, 10), (7, 100), (29, 1000), (30, 10000)):
            ledger.add_views({((now - timedelta(days=back)).date(), picture.pk): views})
        popularity.rebuild_ranking()
        if source == "database":
            request.getfixturevalue("redis_away")
        scores = {str(period): popularity.scores(period, 0, 5) for period in Period}
    expected = {"day": 1, "week": 11, "month": 1111, "all": 11111}
    assert scores == {period: [(picture.pk, views)] for period, views in expected.items()}


def test_a_day_leaves_the_window_at_midnight(picture):
    with time_machine.travel("2026-11-20 23:59:59Z", tick=False):
        popularity.rebuild_ranking()
        view(picture)
        assert popularity.scores(Period.DAY, 0, 5) == [(picture.pk, 1)]
    with time_machine.travel("2026-11-21 00:00:01Z", tick=False):
        assert popularity.scores(Period.DAY, 0, 5) == []
        assert popularity.scores(Period.WEEK, 0, 5) == [(picture.pk, 1)]


def test_emptied_redis_shows_the_database_until_rebuilt(picture, ready):
    view(picture, 5)
    popularity.flush()
    connection.client().flushdb()
    assert view(picture) == 6
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 5)]
    assert not popularity.is_ready()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    assert view(picture) == 7
    assert popularity.scores(Period.DAY, 0, 5) == [(picture.pk, 7)]


def test_rebuild_adds_what_waits_in_redis(picture, ready, monkeypatch):
    view(picture, 2)
    die_before_storing(monkeypatch)
    view(picture, 3)
    popularity.rebuild_ranking()
    assert popularity.scores(Period.ALL, 0, 5) == popularity.scores(Period.DAY, 0, 5) == [(picture.pk, 5)]


def test_rebuild_does_not_add_a_stored_batch_twice(picture, ready, monkeypatch):
    view(picture, 2)
    die_before_dropping(monkeypatch)
    popularity.rebuild_ranking()
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 2)]


def test_rebuild_begins_again_when_a_batch_was_stored_meanwhile(picture, ready, monkeypatch):
    view(picture, 2)
    install, tries = rebuilding.install, []

    def flush_first(*args):
        if not tries:
            popularity.flush()
        tries.append(args)
        return install(*args)

    monkeypatch.setattr(rebuilding, "install", flush_first)
    popularity.rebuild_ranking()
    assert len(tries) == 2
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 2)]


def test_jobs_are_patient(picture, ready, monkeypatch):
    """A reader's command has 100 ms; a busy moment of Redis must not end a flush or a rebuilding half way."""
    limits, store = [], ledger.store
    monkeypatch.setattr(ledger, "store", lambda *batch: (limits.append(timeout()), store(*batch))[1])
    snapshot = ledger.snapshot
    monkeypatch.setattr(ledger, "snapshot", lambda *days: (limits.append(timeout()), snapshot(*days))[1])
    view(picture)
    popularity.flush()
    popularity.rebuild_ranking()
    assert limits == [2, 2]
    assert timeout() != 2


def timeout():
    client = connection.client()
    node = client.get_default_node().redis_connection if hasattr(client, "get_default_node") else client
    return node.connection_pool.connection_kwargs["socket_timeout"]


def test_a_long_rebuilding_keeps_what_it_has_built(picture, monkeypatch):
    """Of a million pictures it takes minutes: what was built first must still be there when the last is."""
    view(picture)
    popularity.flush()
    install, left = rebuilding.install, []

    def install_later(days, built, *rest):
        left.append(connection.client().ttl(built[0]))
        return install(days, built, *rest)

    monkeypatch.setattr(rebuilding, "install", install_later)
    popularity.rebuild_ranking()
    assert left[0] > 30 * 60


def test_rebuilt_sets_do_not_expire(picture, ready):
    view(picture)
    popularity.flush()
    popularity.rebuild_ranking()
    assert connection.client().ttl(TOTAL) == -1
    assert connection.client().ttl(day_key(today())) > 31 * 24 * 3600
    assert not list(connection.client().scan_iter("{views}:new:*"))


def test_views_counted_directly_make_the_ranking_be_rebuilt(picture, ready):
    assert popularity.is_ready()
    ledger.count_directly(today(), picture.pk, ("ana", "-"), timedelta(minutes=30))
    assert not popularity.is_ready()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 1)]


def test_who_was_counted_directly_is_not_counted_in_redis_again(picture, ready):
    ledger.count_directly(today(), picture.pk, ("ana", "-"), timedelta(minutes=30))
    popularity.rebuild_ranking()
    assert popularity.count_view(picture.pk, ("ana", "-")) == 1
    assert 1790 < connection.client().ttl("{views}:seen:ana") <= 1800


def test_visitors_are_forgotten_after_30_minutes_without_redis(picture, redis_away):
    with time_machine.travel("2026-11-21 12:00:00Z", tick=False) as clock:
        for wait, kept in ((0, 1), (1799, 1), (1, 0)):
            popularity.count_view(picture.pk, ("ana", "-")) if not wait else clock.shift(wait)
            flush_views()
            assert DirectView.objects.count() == kept
        assert ledger.has_unranked(), "the ranking does not have the view yet"


def test_a_view_forgotten_before_it_was_ranked_is_ranked(picture, ready):
    ledger.count_directly(today(), picture.pk, ("ana", "-"), timedelta(minutes=30))
    ledger.forget_visitors(timezone.now())
    assert not popularity.is_ready()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 1)]


def test_forget_batches_keeps_what_may_come_again(picture, ready):
    ages = {uuid4(): timedelta(days=29), uuid4(): timedelta(days=31)}
    for name, age in ages.items():
        ledger.store(name, {})
        ViewBatch.objects.filter(pk=name).update(created=timezone.now() - age)
    ledger.forget_batches()
    assert ViewBatch.objects.get().pk == next(iter(ages))


def test_every_key_carries_the_hash_tag(picture, ready):
    view(picture, 2)
    popularity.scores(Period.WEEK, 0, 5)
    assert all(key.startswith(b"{views}:") for key in connection.client().scan_iter())
