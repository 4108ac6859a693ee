"""Storing an event once more adds nothing, also from several at once over connections of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gallery.models import CountedVisitor, DailyViews, ImageStats
from gallery.popularity.flushing import flush
from gallery.popularity.periods import VISIT_WINDOW
from gallery.popularity.publishing import publish
from gallery.popularity.recording import record_view
from gallery.popularity.storing import store
from tests.concurrency import at_once
from tests.factories import PictureFactory

from .conftest import stored, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
committed = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


def test_an_event_is_stored_once(picture):
    event = view_of(picture)
    assert [store([event]), store([event]), store([event, event])] == [1, 0, 0]
    assert stored(picture) == DailyViews.objects.get(page=picture).views == 1


@pytest.mark.parametrize("in_one_chunk", [True, False])
def test_a_visitor_counts_again_when_the_window_is_over(picture, in_one_chunk):
    waits = (timedelta(0), VISIT_WINDOW - timedelta(milliseconds=1), VISIT_WINDOW, 2 * VISIT_WINDOW)
    events = [view_of(picture, "ana", NOW + wait) for wait in waits]
    chunks = [events[::-1]] if in_one_chunk else [[event] for event in events]
    assert sum(store(chunk) for chunk in chunks) == 3
    assert stored(picture) == 3


def test_views_belong_to_their_day_in_utc(picture):
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    store(view_of(picture, at=midnight + timedelta(milliseconds=late)) for late in (-1, 0, 1))
    days = dict(DailyViews.objects.values_list("day", "views"))
    assert days == {midnight.date(): 2, (midnight - timedelta(days=1)).date(): 1}


def test_pictures_that_are_gone_are_left_out(picture, album):
    other = PictureFactory(parent=album)
    events = [view_of(picture), view_of(other)]
    picture.delete()
    store(events)
    assert stored(other) == 1
    assert not DailyViews.objects.exclude(page=other).exists()


@committed
def test_one_event_stored_by_many_at_once_is_one_view(picture):
    event = view_of(picture, "ana")
    assert sorted(at_once(8, [lambda: store([event])] * 24)) == [0] * 23 + [1]
    assert stored(picture) == 1


@committed
def test_no_view_is_lost_or_doubled_by_flushers_and_direct_storing_at_once(picture, album):
    pictures = [picture, *(PictureFactory(parent=album) for _ in range(4))]
    events = [view_of(pictures[number % 5]) for number in range(300)]
    jobs = [lambda event=event: record_view(event) for event in events]
    jobs[20::20] = [flush] * 14
    jobs[35::50] = [publish] * 6
    left = [event for place, event in enumerate(events) if jobs[place] not in (flush, publish)]
    at_once(8, jobs + [lambda event=event: store([event]) for event in left[::3]])
    flush()
    assert sum(ImageStats.objects.values_list("views", flat=True)) == len(left)
    assert sum(DailyViews.objects.values_list("views", flat=True)) == len(left)
    assert CountedVisitor.objects.count() == len(left)


@committed
def test_a_picture_deleted_while_its_views_are_stored(album):
    for _ in range(10):
        picture = PictureFactory(parent=album)
        at_once(4, [lambda p=picture: p.delete(), *[lambda p=picture: store([view_of(p)])] * 3])
        assert not DailyViews.objects.filter(page=picture.pk).exists()
        assert not ImageStats.objects.filter(pk=picture.pk).exists()
