"""An album with pictures, and what the database and Redis say of their views. Import it inside a Lab."""

import logging
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import zip_longest

import django

django.setup()
logging.disable()  # of this process: the site's own words are in the Lab's log

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection, transaction  # noqa: E402
from django.db.models import Sum  # noqa: E402

from gallery.models import CountedVisitor, DailyViews, ImageStats  # noqa: E402
from gallery.popularity.counters import CountersUnavailable  # noqa: E402
from gallery.popularity.flushing import flush  # noqa: E402
from gallery.popularity.periods import Period, today, yesterday  # noqa: E402
from gallery.popularity.publishing import database_scores, publish  # noqa: E402
from gallery.popularity.ranking import read_scores  # noqa: E402
from gallery.popularity.storing import add_views  # noqa: E402
from tests import factories  # noqa: E402


def prepare():
    call_command("migrate", verbosity=0, interactive=False)


def make_pictures(number: int) -> dict[int, str]:
    """page id -> address, each with its renditions made."""
    album = factories.AlbumFactory(parent=factories.make_gallery(), title="Still life")
    pictures = [factories.PictureFactory(parent=album) for _ in range(number)]
    for picture in pictures:
        picture.image.make_renditions()
        picture.tags.add("fig")
        picture.save()
    return {picture.pk: picture.get_url() for picture in pictures}


@transaction.atomic
def make_history(number: int):
    """Pictures that nobody looks at any more, seen on days within and beyond each period.

    What Redis has lost of them, no new view brings back.
    """
    album = factories.AlbumFactory(parent=factories.make_gallery(), title="Seen before")
    pictures = [factories.PictureFactory(parent=album).pk for _ in range(number)]
    days = [today() - timedelta(days=back) for period in Period for back in (0, 1, period.number_of_days or 365)]
    add_views({(day, picture): place + 1 for place, picture in enumerate(pictures) for day in days})


def flush_all():
    """Until nothing waits in Redis any more and the rankings are published."""
    while True:
        with suppress(CountersUnavailable):
            flush()
            publish()
            return
        time.sleep(0.1)


def stored() -> Counter[int]:
    """page id -> views. Raises ValueError where the totals are not the sums of the days."""
    totals = dict(ImageStats.objects.filter(views__gt=0).values_list("pk", "views"))
    days = dict(DailyViews.objects.values_list("page").annotate(views=Sum("views")).order_by())
    connection.close()
    if totals != days:
        raise ValueError(f"Totals {totals} are not the sums of the days, {days}.")
    return Counter(totals)


def counted_visitors() -> set[str]:
    return set(CountedVisitor.objects.values_list("visitor", flat=True))


def misranked() -> list[str]:
    """The places in Redis' rankings where the database has another picture or number of views."""
    ends = (today(), False), (yesterday(), True)
    return [
        f"{period} until {last}, place {place}: {inside} instead of {outside}"
        for period in Period
        for last, is_yesterday in ends
        for place, (inside, outside) in enumerate(zip_longest(*_rankings(period, last, is_yesterday)), 1)
        if inside != outside
    ]


def _rankings(period, last, is_yesterday):
    """Redis' and the database's."""
    scores = read_scores(period, 0, 1_000_000, yesterday=is_yesterday)
    return [] if scores.from_database else scores.rows, list(database_scores(period, last))
