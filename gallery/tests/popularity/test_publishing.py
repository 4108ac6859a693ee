"""The rankings in Redis are those of the database, whatever Redis or the database went through."""

from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gallery.models import CountingState, DailyViews, ImageStats
from gallery.popularity import counters, publishing
from gallery.popularity.periods import CLOCKS_DIFFER, Period, today, yesterday
from gallery.popularity.publishing import COMMITS_COME_LATE, database_scores, publish
from gallery.popularity.ranking import read_scores
from gallery.popularity.storing import add_views
from tests.factories import PictureFactory

from .conftest import flush_and_publish, look_at

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def assert_published():
    """Each ranking is read from Redis, and says what the database says."""
    for period in Period:
        for last, is_yesterday in ((today(), False), (yesterday(), True)):
            scores = read_scores(period, 0, 100, yesterday=is_yesterday)
            assert scores == (list(database_scores(period, last)), False), (period, last)


@pytest.fixture
def pictures(album):
    """With views on all days that a period begins or ends at."""
    pictures = [PictureFactory(parent=album) for _ in range(3)]
    backs = {period.number_of_days or 0 for period in Period}
    days = {today() - timedelta(days=back + more) for back in backs for more in (-1, 0, 1) if back + more >= 0}
    add_views({(day, picture.pk): place + 1 for place, picture in enumerate(pictures) for day in days})
    return pictures


def test_all_is_published_and_then_what_changes(pictures, redis):
    publish()
    assert_published()
    look_at(pictures[0], 9)
    flush_and_publish()
    assert_published()
    assert all(2 * 86400 < redis.ttl(key) <= 3 * 86400 for key in redis.scan_iter("{views}:[rp]*"))


@pytest.mark.parametrize("period", Period)
def test_a_picture_leaves_the_ranking_with_its_window(picture, period):
    look_at(picture)
    for later in (0, (period.number_of_days or 1000) - 1, period.number_of_days or 1000):
        with time_machine.travel(timezone.now() + timedelta(days=later), tick=False):
            flush_and_publish()
            assert_published()
            is_inside = period.number_of_days is None or later < period.number_of_days
            assert bool(read_scores(period, 0, 9).rows) == is_inside


@pytest.mark.parametrize("period", Period)
def test_days_that_were_corrected_to_nothing_rank_nobody(picture, period):
    DailyViews.objects.create(page_id=picture.pk, day=today(), views=0)
    assert list(database_scores(period, today())) == []


@pytest.mark.parametrize("damage", ["emptied", "put back", "one day lost"])
def test_a_redis_that_lost_something_is_filled_again(pictures, redis, damage):
    publish()
    older = {key: (redis.dump(key), max(0, redis.pttl(key))) for key in redis.scan_iter("{views}:*")}
    look_at(pictures[1], 5)
    flush_and_publish()
    if damage == "one day lost":
        redis.delete(*redis.scan_iter(f"{{views}}:*:{yesterday()}"))
    else:
        redis.delete(*redis.scan_iter("{views}:*"))
    for key, (value, milliseconds) in older.items() if damage == "put back" else ():
        redis.restore(key, milliseconds, value)
    publish()
    assert_published()


def test_views_that_come_late_reach_yesterdays_ranking(pictures):
    publish()
    add_views({(yesterday(), pictures[0].pk): 50})
    publish()
    assert_published()


def test_views_stored_by_a_machine_whose_clock_is_behind_are_published(pictures):
    publish()
    with time_machine.travel(timezone.now() - CLOCKS_DIFFER):
        add_views({(today(), pictures[0].pk): 50})
    publish()
    assert_published()


def test_corrected_views_go_down_in_redis_too(pictures):
    publish()
    ImageStats.objects.filter(pk=pictures[2].pk).update(views=12345)
    call_command("rebuild_ranking")
    assert_published()
    call_command("reconcile_counts")
    assert ImageStats.objects.get(pk=pictures[2].pk).views < 12345
    publish()
    assert_published()


def test_a_day_that_has_just_begun_is_read_from_the_database(pictures):
    publish()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert read_scores(Period.WEEK, 0, 9) == (list(database_scores(Period.WEEK, today())), True)
        publish()
        assert_published()


def killed(redis, picture):
    raise KeyboardInterrupt


def emptied(redis, picture):
    redis.delete("{views}:check", *redis.scan_iter("{views}:*"))


def emptied_and_left_by_another_publisher(redis, picture):
    emptied(redis, picture)
    with suppress(KeyboardInterrupt):
        publish_with(killed, redis, picture, before_command=4)


def corrected(redis, picture):
    with transaction.atomic():
        CountingState.objects.note_correction()
        ImageStats.objects.filter(pk=picture.pk).update(views=F("views") - 1)
        DailyViews.objects.filter(page=picture.pk, day=today()).update(views=F("views") - 1)
    publish()


def publish_with(event, redis, picture, before_command):
    """Publishes; something happens before one of the commands to Redis."""
    sent = count(1)

    def ask(command, connection):
        if next(sent) == before_command:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(publishing, "ask", counters.ask)
                event(redis, picture)
        return counters.ask(command, connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "ask", ask)
        publish()


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("event", [killed, emptied, emptied_and_left_by_another_publisher, corrected])
def test_whatever_happens_while_it_is_published_it_is_complete_in_the_end(pictures, redis, event, is_first):
    for before_command in range(1, 12):
        emptied(redis, None)
        if not is_first:
            publish()
        ImageStats.objects.update(views_changed=timezone.now() - 2 * COMMITS_COME_LATE)
        add_views({(today(), pictures[0].pk): 1})
        with suppress(KeyboardInterrupt):
            publish_with(event, redis, pictures[0], before_command)
        publish()
        assert_published()


def test_what_a_publisher_that_dies_leaves_behind_goes_by_itself(pictures, redis):
    with suppress(KeyboardInterrupt):
        publish_with(killed, redis, None, before_command=4)
    left = list(redis.scan_iter("{views}:ranking:*"))
    assert left
    assert all(0 < redis.ttl(key) <= 3600 for key in left)


def test_publishing_costs_the_same_however_many_pictures_changed(album):
    def cost(number):
        add_views({(today(), PictureFactory(parent=album).pk): 1 for _ in range(number)})
        with CaptureQueriesContext(connection) as queries:
            publish()
        return len(queries)

    publish()
    assert cost(1) == cost(20)
    with time_machine.travel(timezone.now() + 2 * COMMITS_COME_LATE, tick=False):
        publish()
        assert cost(0) == 4, "nothing changed"
