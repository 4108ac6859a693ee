from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from gallery import ledger, popularity
from gallery.periods import Period, today
from gallery.popularity import connection
from tests.factories import PictureFactory

from .counts import view

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


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


@pytest.mark.parametrize("period", Period)
def test_a_ranking_that_was_shown_has_the_next_view_at_once(picture, ready, period):
    for views in (1, 2):
        view(picture)
        assert popularity.scores(period, 0, 5) == [(picture.pk, views)]


@pytest.mark.parametrize("period", Period)
def test_yesterdays_ranking_is_what_was_shown_at_its_end(picture, period):
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        popularity.rebuild_ranking()
        popularity.scores(period, 0, 5)
        view(picture, 2)
        shown = popularity.scores(period, 0, 5)
    with time_machine.travel("2026-11-21 12:00:00Z", tick=False):
        view(picture)
        assert popularity.scores(period, 0, 5, yesterday=True) == shown == [(picture.pk, 2)]


def test_sums_are_made_anew_with_the_sets(picture, ready):
    view(picture)
    popularity.flush()
    for period in Period:
        popularity.scores(period, 0, 5)
        popularity.scores(period, 0, 5, yesterday=True)
    ledger.add_views({(today() - timedelta(days=1), picture.pk): 10})
    popularity.rebuild_ranking()
    yesterday = {str(period): popularity.scores(period, 0, 5, yesterday=True) for period in Period}
    assert yesterday == {period: [(picture.pk, 10)] for period in Period.values}
    assert popularity.scores(Period.WEEK, 0, 5) == popularity.scores(Period.MONTH, 0, 5) == [(picture.pk, 11)]


def test_sums_are_gone_when_they_are_nobodys_yesterday(picture, ready):
    view(picture)
    popularity.scores(Period.WEEK, 0, 5)
    (left,) = [connection.client().ttl(key) for key in connection.client().scan_iter("{views}:sum:*")]
    assert 24 * 3600 < left <= 48 * 3600


def test_every_key_carries_the_hash_tag(picture, ready):
    view(picture, 2)
    popularity.scores(Period.WEEK, 0, 5)
    assert all(key.startswith(b"{views}:") for key in connection.client().scan_iter())
