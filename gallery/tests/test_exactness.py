"""Many at once, over connections of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gallery import ledger, popularity
from gallery.models import DailyViews, ImageStats
from gallery.periods import Period, today
from tests.concurrency import at_once
from tests.factories import PictureFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.exact]


def test_a_batch_is_stored_once_by_many_flushers(picture):
    batch, day = uuid4(), today()
    added = at_once(8, [lambda: ledger.store(batch, {(day, picture.pk): 3})] * 16)
    assert sorted(added) == [0] * 15 + [3]
    assert ImageStats.objects.get(pk=picture.pk).views == 3


def test_no_view_is_lost_or_doubled_while_flushing_and_rebuilding(picture, album):
    pictures = [picture, *(PictureFactory(parent=album) for _ in range(4))]
    popularity.rebuild_ranking()

    def look(number):
        return lambda: popularity.count_view(pictures[number % 5].pk, (f"visitor {number}", "-"))

    jobs = [look(number) for number in range(500)]
    jobs[25::50] = [popularity.flush] * 10
    jobs[40::125] = [popularity.rebuild_ranking] * 4
    at_once(8, jobs)
    popularity.flush()
    popularity.rebuild_ranking()
    views = 500 - 14
    assert sum(ImageStats.objects.values_list("views", flat=True)) == views
    assert sum(DailyViews.objects.values_list("views", flat=True)) == views
    assert sum(score for _picture, score in popularity.scores(Period.ALL, 0, 10)) == views


def test_deleting_a_picture_while_its_views_are_stored(album):
    for _ in range(10):
        picture = PictureFactory(parent=album)
        counts = {(today(), picture.pk): 1}
        at_once(4, [lambda p=picture: p.delete(), *[lambda c=counts: ledger.store(uuid4(), c)] * 3])
        assert not DailyViews.objects.filter(page=picture.pk).exists()
        assert not ImageStats.objects.filter(pk=picture.pk).exists()


def test_one_visitor_counts_once_with_redis_away(picture):
    day, window = today(), timedelta(minutes=30)
    counted = at_once(8, [lambda: ledger.count_directly(day, picture.pk, ("ana", "-"), window)] * 24)
    assert sum(counted) == 1
    assert ImageStats.objects.get(pk=picture.pk).views == 1
