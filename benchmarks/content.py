"""An album with pictures, and what the database says of their views. Import it inside a Lab."""

import logging
import time

import django

django.setup()
logging.disable()  # of this process: the site's own words are in the Lab's log

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402

from gallery import popularity  # noqa: E402
from gallery.models import DailyViews, ImageStats  # noqa: E402
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


def flush_all():
    """Until nothing waits in Redis any more, neither pending nor in a batch."""
    while not nothing_waits():
        time.sleep(0.1)


def nothing_waits() -> bool:
    try:
        popularity.flush()
        return popularity.nothing_waits()
    except popularity.Away:
        return False


def stored() -> dict[int, int]:
    """page id -> views. Raises ValueError where the totals are not the sums of the days."""
    totals = dict(ImageStats.objects.filter(views__gt=0).values_list("pk", "views"))
    days = dict(DailyViews.objects.values_list("page").annotate(views=Sum("views")).order_by())
    connection.close()
    if totals != days:
        raise ValueError(f"Totals {totals} are not the sums of the days, {days}.")
    return totals
