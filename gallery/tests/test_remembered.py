import fcntl
import os
import signal
import tempfile
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from redis.exceptions import TimeoutError

from gallery import ledger, popularity, remembered
from gallery.memory import ENTRY, SIZE, SLOTS, Memory, inherited, memory
from gallery.models import DirectView, ImageStats
from gallery.periods import Period, today
from gallery.popularity import connection
from gallery.popularity.catching_up import Unsettled, unsettled
from gallery.popularity.keys import SEEN
from gallery.popularity.view import View

from .counts import fail

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
ANA, BRAM = ("ana", "-"), ("bram", "-")


@pytest.fixture
def away(monkeypatch):
    """Redis does not answer, once this is called."""

    def go():
        monkeypatch.setattr(connection.breaker, "_open", True)
        monkeypatch.setattr(connection.breaker, "_watch", lambda: None)

    return go


def open_page(client, picture, address="10.0.0.1"):
    response = client.get(picture.get_absolute_url(), REMOTE_ADDR=address)
    return int(response.content.decode().partition('data-views="')[2].partition('"')[0])


def test_a_total_does_not_fall_when_redis_goes(browser_client, picture, away):
    popularity.rebuild_ranking()
    shown = [open_page(browser_client, picture, f"10.0.0.{number}") for number in range(5)]
    away()
    assert shown == [1, 2, 3, 4, 5]
    assert open_page(browser_client, picture) == 5
    assert [popularity.count_view(picture.pk, BRAM), open_page(browser_client, picture)] == [1, 5]


def test_a_total_does_not_fall_when_redis_is_emptied(browser_client, picture):
    popularity.rebuild_ranking()
    for number in range(3):
        open_page(browser_client, picture, f"10.0.0.{number}")
    connection.client().flushdb()
    assert open_page(browser_client, picture, "10.0.0.2") == 3
    popularity.rebuild_ranking()
    assert open_page(browser_client, picture, "10.0.0.2") == 3


def test_a_repeat_does_not_lengthen_the_30_minutes(picture):
    """Counted through another machine, or before the web server started anew: only Redis knows since when."""
    popularity.rebuild_ranking()
    popularity.count_view(picture.pk, ANA)
    connection.client().expire(f"{SEEN}ana", 60)
    remembered.count_view(picture.pk, ANA)
    assert time.time() + 50 < memory.visitors.get("ana") <= time.time() + 60


def test_who_was_counted_in_redis_is_not_counted_without_it(browser_client, picture, away):
    popularity.rebuild_ranking()
    open_page(browser_client, picture)
    away()
    open_page(browser_client, picture)
    assert not DirectView.objects.exists()
    open_page(browser_client, picture, "10.0.0.2")
    assert DirectView.objects.count() == 1


def test_who_was_counted_without_redis_is_not_counted_when_it_is_back(browser_client, picture, away, monkeypatch):
    popularity.rebuild_ranking()
    with monkeypatch.context() as outage:
        outage.setattr(connection.breaker, "_open", True)
        outage.setattr(connection.breaker, "_watch", lambda: None)
        open_page(browser_client, picture)
    assert open_page(browser_client, picture) == 1
    popularity.flush()
    assert ImageStats.objects.get(pk=picture.pk).views == 1


def test_a_visitor_is_remembered_for_30_minutes():
    with time_machine.travel("2026-11-21 12:00:00Z", tick=False) as clock:
        remembered.remember(ANA)
        clock.shift(1799)
        assert remembered.is_repeat(ANA)
        assert remembered.is_repeat(("ana of the next day", "ana"))
        assert not remembered.is_repeat(BRAM)
        clock.shift(1)
        assert not remembered.is_repeat(ANA)


def test_the_ranking_does_not_fall_and_stays_in_order(picture, album):
    day = today()
    for period in Period:
        remembered.scores(period, day, [(1, 5), (2, 3)])
        assert remembered.scores(period, day, [(3, 4), (2, 3), (1, 2)]) == [(1, 5), (3, 4), (2, 3)]
    tomorrow = day + timedelta(days=1)
    assert remembered.scores(Period.DAY, tomorrow, [(1, 1)]) == [(1, 1)]


def test_a_correction_by_hand_is_followed(picture, monkeypatch):
    assert remembered.total(picture.pk, 9) == 9
    popularity.forget_ranking()
    remembered.follow_corrections()
    assert remembered.total(picture.pk, 4) == 4
    remembered.follow_corrections()
    assert remembered.total(picture.pk, 3) == 4


def test_a_view_cut_off_while_it_was_counted_directly_is_counted_once(browser_client, picture, monkeypatch):
    """The web worker dies after the database has it, and the visitor asks again when Redis is back."""
    popularity.rebuild_ranking()
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(connection.breaker, "_open", True)
        dying.setattr(connection.breaker, "_watch", lambda: None)
        dying.setattr(remembered, "remember", fail(KeyboardInterrupt()))
        open_page(browser_client, picture)
    assert ImageStats.objects.get(pk=picture.pk).views == 1
    open_page(browser_client, picture)
    popularity.flush()
    assert ImageStats.objects.get(pk=picture.pk).views == 1


def test_a_view_cut_off_while_redis_counted_it_is_counted_once(browser_client, picture, monkeypatch):
    """The web worker dies after Redis has it, and the visitor asks again when Redis is away."""
    popularity.rebuild_ranking()
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(remembered, "remember", fail(KeyboardInterrupt()))
        open_page(browser_client, picture)
    with monkeypatch.context() as outage:
        outage.setattr(connection.breaker, "_open", True)
        outage.setattr(connection.breaker, "_watch", lambda: None)
        open_page(browser_client, picture)
    assert connection.breaker._is_back()
    popularity.flush()
    assert ImageStats.objects.get(pk=picture.pk).views == 1


def test_the_web_servers_processes_remember_together(monkeypatch):
    with tempfile.TemporaryFile() as file:
        file.truncate(SIZE)
        monkeypatch.setenv("SHARED_MEMORY", str(file.fileno()))
        assert inherited() == file.fileno()
        one, other = Memory(inherited()), Memory(inherited())
        assert one.totals.raised("7", 100) == 100
        assert other.totals.raised("7", 91) == 100
        monkeypatch.setenv("SHARED_MEMORY", str(file.fileno() + 1000))
        assert inherited() == -1


def test_one_process_at_a_time_changes_the_memory():
    with tempfile.TemporaryFile() as file:
        file.truncate(SIZE)
        shared = Memory(file.fileno())
        reader, writer = os.pipe()
        if not (child := os.fork()):
            with shared.locked():
                os.write(writer, b"locked")
                signal.pause()
        try:
            os.read(reader, 6)
            with pytest.raises(BlockingIOError):
                fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        assert shared.totals.raised("7", 1) == 1, "a killed process has left its lock behind"
        os.close(reader)
        os.close(writer)


def test_one_thread_at_a_time_changes_the_memory():
    with memory.locked():
        thread = threading.Thread(target=memory.totals.raised, args=["7", 1])
        thread.start()
        assert memory.threads.locked()
        assert ENTRY.unpack_from(memory.bytes, memory.totals._find("7")[0])[1] == 0
    thread.join()
    assert memory.totals.get("7") == 1


def test_memory_is_bounded_and_never_takes_one_for_another():
    for number in range(1, 2 * SLOTS, 7):
        memory.totals.raised(f"{number}", number)
    assert all(memory.totals.get(f"{number}") in {0, number} for number in range(1, 2 * SLOTS, 7))
    assert memory.visitors.get("1") == 0


def test_uncertain_views_are_settled_when_redis_is_back(picture, monkeypatch):
    """One that Redis had carried out, one that it had not: each is counted once."""
    popularity.rebuild_ranking()
    run = connection.script("view")

    def cut_off(*args, **kwargs):
        run(*args, **kwargs)
        raise TimeoutError("Timeout reading from socket")

    monkeypatch.setattr(connection.breaker, "_watch", lambda: None)
    for visitor, command in ((ANA, cut_off), (BRAM, fail(TimeoutError("Timeout reading from socket")))):
        with monkeypatch.context() as failing:
            failing.setattr(connection, "script", lambda name, command=command: command)
            popularity.count_view(picture.pk, visitor)
        connection.breaker.close()
    assert len(unsettled) == 2
    assert connection.breaker._is_back()
    assert not unsettled
    popularity.flush()
    assert ImageStats.objects.get(pk=picture.pk).views == 2


def test_an_unsettled_view_is_given_up_after_30_minutes(picture, monkeypatch):
    view = Unsettled(time.monotonic() - 1, View(picture.pk, ANA, today()))
    unsettled.append(view)
    assert connection.breaker._is_back()
    assert not unsettled


def test_sorted_sets_are_rebuilt_before_they_are_shown_again(picture, monkeypatch, away):
    popularity.rebuild_ranking()
    with monkeypatch.context() as outage:
        outage.setattr(connection.breaker, "_open", True)
        outage.setattr(connection.breaker, "_watch", lambda: None)
        popularity.count_view(picture.pk, ANA)
    assert connection.breaker._is_back()
    assert not popularity.is_ready()
    assert popularity.scores(Period.ALL, 0, 5) == ledger.scores(None, 0, 5) == [(picture.pk, 1)]
