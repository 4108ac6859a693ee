"""A view goes into Redis or, where Redis does not answer, into the database; gone into both, it counts once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from redis.exceptions import ResponseError, TimeoutError

from gallery.models import DailyViews
from gallery.popularity import counters
from gallery.popularity.flushing import flush
from gallery.popularity.periods import LONGEST_PERIOD, VISIT_WINDOW, days_until, today
from gallery.popularity.recording import record_skip, record_view, skips
from gallery.popularity.skip_reasons import SkipReason

from .conftest import look_at, stored, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
AGO = timedelta(seconds=1)


def test_a_visitor_counts_once_while_redis_remembers_him(picture, redis):
    for _ in range(3):
        record_view(view_of(picture, "ana"))
    record_view(view_of(picture, "bram"))
    assert flush() == 2
    redis.delete("{views}:seen:ana")
    record_view(view_of(picture, "ana"))
    assert flush() == 0, "the database remembers ana too"
    record_view(view_of(picture, "ana", timezone.now() + VISIT_WINDOW))
    assert stored(picture) == 2


def test_without_redis_a_visitor_counts_once_in_the_window(picture, redis_away):
    record_skip(picture.pk, SkipReason.BOT)  # is no error
    now = timezone.now()
    for at, views in ((now, 1), (now + VISIT_WINDOW - AGO, 1), (now + VISIT_WINDOW, 2)):
        record_view(view_of(picture, "ana", at))
        assert stored(picture) == views
    record_view(view_of(picture, "bram", now))
    assert sum(DailyViews.objects.values_list("views", flat=True)) == stored(picture) == 3


@pytest.mark.parametrize("with_redis", [True, False])
def test_a_clock_that_is_put_back_counts_nothing_twice(picture, redis, outage, with_redis):
    now = timezone.now()
    for at in (now, now - timedelta(hours=1)):
        if with_redis:
            redis.delete("{views}:seen:ana")  # this server's clock may be another
            record_view(view_of(picture, "ana", at))
            flush()
        else:
            with outage():
                record_view(view_of(picture, "ana", at))
    assert stored(picture) == 1


@pytest.mark.parametrize("error", [TimeoutError("Timeout reading from socket"), ResponseError("OOM")])
@pytest.mark.parametrize("is_done", [True, False])
def test_a_view_that_redis_does_not_confirm_counts_once(picture, redis, monkeypatch, error, is_done):
    def run(script, *args):
        if is_done:
            redis.eval(script, *args)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(counters, "get_redis_connection", lambda _alias: SimpleNamespace(eval=run))
        record_view(view_of(picture, "ana"))
    assert (redis.xlen("{views}:events"), stored(picture)) == (int(is_done), 1)
    counters.breaker.close()
    assert flush() == 0
    assert stored(picture) == 1


def test_who_was_counted_without_redis_is_not_counted_again_with_it(picture):
    counters.breaker.failed(ConnectionError())
    record_view(view_of(picture, "ana"))
    counters.breaker.close()
    record_view(view_of(picture, "ana"))
    flush()
    assert stored(picture) == 1


def test_many_visitors_are_as_many_views(picture):
    look_at(picture, 1_500)
    assert (flush(), stored(picture)) == (1_500, 1_500)


def test_skips_are_summed_over_days_and_forgotten_after_the_longest_period(picture, redis):
    record_skip(picture.pk, SkipReason.BOT)
    record_skip(picture.pk, SkipReason.BOT)
    record_skip(picture.pk + 1, SkipReason.AUTHOR)
    counts = skips([picture.pk], days_until(today(), 7))
    assert {reason: number for (_picture, reason), number in counts.items() if number} == {SkipReason.BOT: 2}
    assert not any(skips([picture.pk], days_until(today() - timedelta(days=1), 7)).values())
    days_left = redis.ttl(f"{{views}}:skipped:{today()}") / 86400
    assert LONGEST_PERIOD < days_left <= LONGEST_PERIOD + 1
