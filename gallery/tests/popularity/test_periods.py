from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from gallery import popularity
from gallery.models import DailyViews
from gallery.periods import Period, days_until
from tests.factories import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def look(picture, visitor):
    popularity.count_view(picture.pk, (visitor, "-"))


def test_days_are_those_of_utc_wherever_the_site_is(picture, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    popularity.rebuild_ranking()
    with timezone.override("Asia/Seoul"):  # where it is the 22nd already
        for moment in ("2026-11-21 23:59:59Z", "2026-11-22 00:00:00Z"):
            with time_machine.travel(moment, tick=False):
                look(picture, moment)
    popularity.flush()
    assert set(DailyViews.objects.values_list("day", "views")) == {(date(2026, 11, 21), 1), (date(2026, 11, 22), 1)}


@pytest.mark.parametrize(("period", "length"), [(Period.DAY, 1), (Period.WEEK, 7), (Period.MONTH, 30)])
def test_a_period_ends_with_its_last_day(period, length):
    days = period.days(date(2026, 3, 1))
    assert (days[0], len(days)) == (date(2026, 3, 1), length)
    assert days == days_until(date(2026, 3, 1), length)
    assert days[-1] == date(2026, 3, 1) - timedelta(days=length - 1)


@pytest.mark.parametrize("source", ["redis", "database"])
@pytest.mark.parametrize(("period", "length"), [(Period.DAY, 1), (Period.WEEK, 7), (Period.MONTH, 30)])
def test_a_row_leaves_the_ranking_with_its_window(picture, period, length, source):
    seen = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with time_machine.travel(seen, tick=False):
        popularity.rebuild_ranking()
        look(picture, "ana")
        popularity.flush()
    if source == "database":
        popularity.forget_ranking()
    rankings = []
    for later in (length - 1, length):
        with time_machine.travel(seen + timedelta(days=later), tick=False):
            rankings.append(popularity.scores(period, 0, 9))
    assert rankings == [[(picture.pk, 1)], []]


def test_the_days_grow_with_pictures_and_days_and_not_with_views(album):
    pictures = [PictureFactory(parent=album) for _ in range(3)]
    popularity.rebuild_ranking()
    for day in ("2026-11-20 12:00Z", "2026-11-21 12:00Z"):
        with time_machine.travel(day, tick=False):
            for number in range(20):
                for picture in pictures:
                    look(picture, f"{day} {number} {picture.pk}")
                if number % 5 == 0:
                    popularity.flush()
            popularity.flush()
    assert DailyViews.objects.count() == 3 * 2
    assert sum(DailyViews.objects.values_list("views", flat=True)) == 3 * 2 * 20
