"""Jobs and their schedule while the broker is away."""

from types import SimpleNamespace

import pytest
from celery.beat import SchedulingError
from kombu import Connection

from gallery.tasks import make_renditions
from redis_servers import broker as handing_over
from redis_servers import celery_worker as worker
from redis_servers import redis_urls
from redis_servers.breaker import Breaker


@pytest.fixture
def breaker(monkeypatch, unwatched):
    """The broker's, which nobody closes but the test."""
    breaker = unwatched(Breaker("The broker"))
    monkeypatch.setattr(handing_over, "broker", breaker)
    monkeypatch.setattr(worker, "broker", breaker)
    return breaker


@pytest.fixture
def to_server(server, monkeypatch):
    app = SimpleNamespace(connection_for_write=lambda: Connection(redis_urls.celery_broker(server.url)))
    monkeypatch.setattr(handing_over, "current_app", app)


def test_enqueue_puts_the_job_in_the_queue(server, breaker, to_server):
    assert handing_over.enqueue(make_renditions, 7)
    assert server.client.llen("images") == 1
    assert breaker.allows()


@pytest.mark.parametrize("failure", ["hang", "kill"])
def test_enqueue_gives_up_at_once(server, breaker, to_server, failure):
    getattr(server, failure)()
    assert not handing_over.enqueue(make_renditions, 7)
    assert not breaker.allows()


def test_enqueue_does_not_even_ask_a_broker_that_is_away(server, breaker, to_server):
    breaker.failed(ConnectionError())
    assert not handing_over.enqueue(make_renditions, 7)
    assert server.client.llen("images") == 0


def test_beat_skips_its_jobs_with_one_line(breaker, caplog, monkeypatch):
    tried = []

    def fail(self, entry, **kwargs):
        tried.append(entry)
        raise SchedulingError("Couldn't apply it") from ConnectionError("refused")

    monkeypatch.setattr(worker.QuietScheduler, "apply_async", fail)
    scheduler = worker.QuietScheduler.__new__(worker.QuietScheduler)
    for entry in ["flush", "mend", "flush"]:
        scheduler.apply_entry(entry)
    assert tried == ["flush"]
    assert [record.getMessage() for record in caplog.records] == [
        "The broker is away, and left alone until it is back: refused"
    ]
    assert caplog.records[0].exc_info is None
