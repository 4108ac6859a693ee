"""The lengths of time that counting and ranking go by. Each is declared here, once."""

from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Whoever looks at a picture again within this time is not counted again.
VISIT_WINDOW = timedelta(minutes=30)
# The clocks of two machines, at most.
CLOCKS_DIFFER = timedelta(minutes=1)


class Period(models.TextChoices):
    """What a ranking looks back on: a number of UTC days that includes the last one, or everything."""

    DAY = "day", 1
    WEEK = "week", 7
    MONTH = "month", 30
    ALL = "all", None

    number_of_days: int | None

    def __new__(cls, value: str, number_of_days: int | None = None) -> "Period":
        period = str.__new__(cls, value)
        period._value_ = value
        period.number_of_days = number_of_days
        return period

    @property
    def label(self) -> str:
        return lazy(self._describe, str)()

    def _describe(self) -> str:
        if self.number_of_days is None:
            return _("All time")
        if self.number_of_days == 1:
            return _("Today")
        return ngettext("%(days)d day", "%(days)d days", self.number_of_days) % {"days": self.number_of_days}

    def days(self, last: date) -> list[date] | None:
        """Its days, newest first; None for all of them."""
        return None if self.number_of_days is None else days_until(last, self.number_of_days)


LONGEST_PERIOD = max(period.number_of_days or 0 for period in Period)  # days


def today() -> date:
    return datetime.now(UTC).date()


def yesterday() -> date:
    return today() - timedelta(days=1)


def days_until(last: date, number: int) -> list[date]:
    """So many days, newest first."""
    return [last - timedelta(days=back) for back in range(number)]
