from datetime import timedelta

import pytest
from django.utils import timezone

from gallery import ledger, popularity
from gallery.periods import Period, today
from gallery.popularity import connection, rebuilding
from gallery.popularity.keys import TOTAL, day_key

from .counts import die_before_dropping, die_before_storing, view

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


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


def test_a_view_forgotten_before_it_was_ranked_is_ranked(picture, ready):
    ledger.count_directly(today(), picture.pk, ("ana", "-"), timedelta(minutes=30))
    ledger.forget_visitors(timezone.now())
    assert not popularity.is_ready()
    popularity.rebuild_ranking()
    assert popularity.is_ready()
    assert popularity.scores(Period.ALL, 0, 5) == [(picture.pk, 1)]
