from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """What a ranking looks back on, in UTC days that include the last one."""

    DAY = "day", _("Today")
    WEEK = "week", _("7 days")
    MONTH = "month", _("30 days")
    ALL = "all", _("All time")

    def days(self, last: date) -> list[date] | None:
        """Its days, newest first; None for all of them."""
        number = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}.get(self)
        return number and days_until(last, number)


def today() -> date:
    return datetime.now(UTC).date()


def days_until(last: date, number: int) -> list[date]:
    """So many days, newest first."""
    return [last - timedelta(days=back) for back in range(number)]
