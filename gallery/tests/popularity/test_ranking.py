from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gallery.popularity import counters, ranking, recording
from gallery.popularity.exclusions import exclude
from gallery.popularity.periods import Period, today
from gallery.popularity.publishing import publish
from gallery.popularity.ranking import most_viewed, most_viewed_page, read_scores
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

from .conftest import flush_and_publish, look_at

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
BOTH = pytest.mark.parametrize("source", ["redis", "database"], indirect=True)


@pytest.fixture
def source(request, db):
    """Where rankings come from: call it when the views are there."""

    def use():
        if request.param == "redis":
            publish()
        else:
            counters.get_redis_connection(counters.PAGES).flushdb()

    return use


def seen(views, back=0):
    """views: {picture: number}, on the day so many days back."""
    day = today() - timedelta(days=back)
    add_views({(day, picture.pk): number for picture, number in views.items()})


def pictures(album, number):
    return [PictureFactory(parent=album) for _ in range(number)]


def places(period=Period.ALL, viewer=None, length=100):
    return [(row.rank, row.picture, row.views) for row in most_viewed(viewer, period, length).rows]


def moved(period, viewer=None):
    return {row.picture: row.places_up for row in most_viewed_page(viewer, period, 1, 24).rows}


def hide_by(what, picture):
    if what == "unpublished":
        picture.unpublish()
    elif what == "expired":
        type(picture).objects.filter(pk=picture.pk).update(expire_at=timezone.now())
    elif what == "private":
        PageViewRestriction.objects.create(page=picture, restriction_type="login")
    elif what == "excluded":
        exclude(MemberFactory(), picture, "A contest sent its voters here")
    else:
        picture.delete()


def show_again(what, picture):
    if what == "unpublished":
        picture.save_revision().publish()
    elif what == "expired":
        type(picture).objects.filter(pk=picture.pk).update(expire_at=None)
    elif what == "private":
        picture.view_restrictions.all().delete()
    else:
        picture.ranking_exclusion.delete()


@BOTH
@pytest.mark.parametrize("what", ["unpublished", "expired", "private", "excluded", "deleted"])
def test_what_is_hidden_is_not_in_the_ranking_and_comes_back_with_its_count(album, source, what):
    first, hidden, last, _never_seen = pictures(album, 4)
    seen({first: 9, hidden: 5, last: 2})
    source()
    hide_by(what, hidden)
    assert places(length=2) == [(1, first, 9), (2, last, 2)]
    if what != "deleted":
        show_again(what, hidden)
        assert places(length=2) == [(1, first, 9), (2, hidden, 5)]


def test_views_go_on_being_counted_while_a_picture_is_excluded(picture):
    look_at(picture)
    exclude(MemberFactory(), picture, "A contest sent its voters here")
    look_at(picture)
    flush_and_publish()
    assert places() == []
    picture.ranking_exclusion.delete()
    assert places() == [(1, picture, 2)]


def test_a_private_picture_is_in_the_ranking_of_those_who_may_see_it(album, picture):
    seen({picture: 1})
    hide_by("private", picture)
    assert places() == []
    assert places(viewer=MemberFactory()) == [(1, picture, 1)]


@BOTH
@pytest.mark.parametrize("period", list(Period))
def test_of_equal_counts_the_newest_picture_is_first(album, source, period):
    several = pictures(album, 11)
    seen(dict.fromkeys(several, 3))
    source()
    newest = several[::-1]
    assert [picture for _rank, picture, _views in places(period)] == newest


@BOTH
def test_pages_are_full_and_repeat_nothing(client, gallery, source, monkeypatch):
    monkeypatch.setattr("gallery.views.RANKING_LENGTH", 4)
    monkeypatch.setattr(ranking, "PLACES", 10)
    hidden, shown = AlbumFactory(parent=gallery), AlbumFactory(parent=gallery)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    several = [PictureFactory(parent=hidden if number % 7 else shown) for number in range(91)]
    seen({picture: 200 - number for number, picture in enumerate(several)})
    source()
    pages = [client.get("/most-viewed/", {"period": "week", "page": page}).context["rows"] for page in (1, 2, 3)]
    assert [[row.rank for row in page] for page in pages] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]
    assert [row.picture for page in pages for row in page] == several[::7][:10]
    assert [row.views for row in pages[2]] == [200 - 56, 200 - 63]


@pytest.mark.parametrize(("page", "first"), [("2", 3), ("99", 3), ("0", 3), ("x", 1), ("", 1)])
def test_page_numbers_that_are_none_are_no_error(client, album, monkeypatch, page, first):
    monkeypatch.setattr("gallery.views.RANKING_LENGTH", 2)
    seen(dict.fromkeys(pictures(album, 3), 1))
    response = client.get("/most-viewed/", {"page": page})
    assert response.context["rows"][0].rank == first
    assert f'<ol class="ranking" start="{first}"' in response.content.decode()


@BOTH
@pytest.mark.parametrize("period", list(Period))
def test_movement_since_yesterday(album, source, period):
    rising, same, falling, new = pictures(album, 4)
    seen({same: 50, falling: 20, rising: 10}, back=1)
    seen({same: 50, falling: 1, rising: 30, new: 1})
    source()
    expected = {same: 0, rising: 1, falling: -1, new: None}
    if period == Period.DAY:
        expected[falling] = -2  # one view today, as many as the new one, which comes first
    assert moved(period) == expected


@BOTH
@pytest.mark.parametrize("period", [period for period in Period if period.number_of_days])
def test_yesterdays_window_ends_yesterday_and_is_as_long(album, source, period):
    days = period.number_of_days
    inside, outside, steady = pictures(album, 3)
    seen({inside: 9}, back=days)  # the first day of yesterday's window
    seen({outside: 99}, back=days + 1)
    seen({steady: 5}, back=1)
    seen({steady: 1, outside: 3, inside: 2})
    source()
    assert read_scores(period, 0, 9, yesterday=True).rows == [(inside.pk, 9), (steady.pk, 5)]


@BOTH
def test_a_day_that_leaves_the_window_moves_pictures(album, source):
    leaving, staying = pictures(album, 2)
    seen({leaving: 9}, back=7)
    seen({leaving: 1, staying: 2}, back=3)
    source()
    assert moved(Period.WEEK) == {staying: 1, leaving: -1}


def test_movement_is_within_what_the_viewer_may_see(album):
    first, private, last = pictures(album, 3)
    seen({private: 9, first: 5, last: 3}, back=1)
    seen({first: 10})
    hide_by("private", private)
    assert moved(Period.ALL) == {first: 0, last: 0}
    assert moved(Period.ALL, MemberFactory()) == {first: 1, private: -1, last: 0}


@pytest.mark.parametrize(
    ("yesterday", "text"),
    [
        ((1, 5), "up 1 since yesterday"),
        ((1, 5), "down 1 since yesterday"),
        ((5, 1), "unchanged since yesterday"),
        ((0, 1), "not in the ranking yesterday"),
    ],
)
def test_movement_is_said_in_words(client, album, yesterday, text):
    picture, other = pictures(album, 2)
    seen({picture: yesterday[0], other: yesterday[1]}, back=1)
    seen({picture: 9, other: 1})
    assert text in client.get("/most-viewed/?period=all").content.decode()


def cost(client, query):
    for cache in caches.all():
        cache.clear()
    publish()
    query = query | {"an": "argument"}  # with which no page is kept
    client.get("/most-viewed/", query)  # fills the caches
    trips, ask = [], counters.ask
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as queries:
        for module in (ranking, recording):
            patch.setattr(module, "ask", lambda command: trips.append(command) or ask(command))
        assert client.get("/most-viewed/", query).context["rows"]
    return len(queries), len(trips)


@pytest.mark.parametrize("user", ["stranger", "editor"])
def test_a_page_costs_the_same_however_long_the_ranking(client, album, monkeypatch, user):
    monkeypatch.setattr("gallery.views.RANKING_LENGTH", 6)
    if user == "editor":
        client.force_login(MemberFactory(is_superuser=True))
    costs = set()
    for _round in range(2):
        seen(dict.fromkeys(pictures(album, 12), 1), back=1)
        for period in Period:
            seen(dict.fromkeys(album.pictures(None)[:12], 1))
            costs |= {cost(client, {"period": period, "page": page}) for page in (1, 2)}
    assert len(costs) == 1
    ((_queries, trips),) = costs
    assert trips == (3 if user == "editor" else 2)
