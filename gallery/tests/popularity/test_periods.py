from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from gallery.models import DailyViews
from gallery.popularity.flushing import flush
from gallery.popularity.periods import Period, days_until, today

from .conftest import look_at

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def test_days_are_those_of_utc_wherever_the_site_is(picture, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    with timezone.override("Asia/Seoul"):  # where it is the 22nd already
        for moment in (datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)):
            with time_machine.travel(moment, tick=False):
                assert today() == moment.date()
                look_at(picture)
    flush()
    assert set(DailyViews.objects.values_list("day", "views")) == {(date(2026, 11, 21), 1), (date(2026, 11, 22), 1)}


@pytest.mark.parametrize("period", [period for period in Period if period.number_of_days])
def test_a_period_ends_with_its_last_day(period):
    days = period.days(date(2026, 3, 1))
    assert (days[0], len(days)) == (date(2026, 3, 1), period.number_of_days)
    assert days == days_until(date(2026, 3, 1), period.number_of_days)
    assert days[-1] == date(2026, 3, 1) - timedelta(days=period.number_of_days - 1)


@pytest.mark.parametrize(("language", "labels"), [("en", ["Today", "7 days", "30 days", "All time"]), ("ko", None)])
def test_labels_tell_the_length_in_the_language_that_is_active(language, labels):
    with translation.override(language):
        found = [str(period.label) for period in Period]
        assert [str(label) for _value, label in Period.choices] == found
        assert labels is None or found == labels
        assert "7" in found[1]
