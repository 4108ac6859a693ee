"""Views against the days that they are the sum of. Likes, bookmarks and contacts are in test_relations.py."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.reconciliation import differences, repair
from gallery.models import DailyViews, ImageStats
from gallery.popularity.flushing import flush
from gallery.popularity.periods import Period, today
from gallery.popularity.publishing import publish
from gallery.popularity.ranking import read_scores
from gallery.popularity.recording import record_view
from gallery.popularity.storing import ViewEvent, add_views, store
from tests.concurrency import at_once
from tests.factories import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def views(picture):
    return ImageStats.objects.get(pk=picture.pk).views


def add(picture, number, back=0):
    with transaction.atomic():
        add_views({(today() - timedelta(days=back), picture.pk): number})


def test_views_are_the_sum_of_their_days_however_they_came(picture, album):
    record_view(ViewEvent("ana", picture.pk, timezone.now()))
    flush()
    store([ViewEvent("bram", picture.pk, timezone.now())])
    add(picture, 40, back=45)
    copy = picture.copy(update_attrs={"slug": "copy"})
    record_view(ViewEvent("carla", copy.pk, timezone.now()))
    flush()
    picture.move(album.get_parent().add_child(instance=type(album)(title="Elsewhere")), pos="last-child")
    PictureFactory(parent=album).delete()
    assert (views(picture), views(copy)) == (42, 1)
    call_command("reconcile_counts", check=True)


def test_check_says_which_views_differ_and_changes_nothing(picture, album, capsys):
    other = PictureFactory(parent=album)
    add(picture, 3)
    ImageStats.objects.filter(pk=other.pk).update(views=7)
    DailyViews.objects.update(views=2)
    with pytest.raises(CommandError, match="2 counts differ") as error:
        call_command("reconcile_counts", check=True)
    assert error.value.returncode == 1
    assert capsys.readouterr().out.splitlines() == [
        f"gallery.ImageStats {picture.pk}: views is 3, rows are 2",
        f"gallery.ImageStats {other.pk}: views is 7, rows are 0",
    ]
    assert (views(picture), views(other)) == (3, 7)


def test_repaired_views_are_in_the_ranking_too(picture, capsys):
    add(picture, 3)
    add(picture, 4, back=1)
    ImageStats.objects.update(views=100)
    publish()
    call_command("reconcile_counts")
    assert "1 counts repaired" in capsys.readouterr().out
    assert views(picture) == 7
    publish()
    assert read_scores(Period.ALL, 0, 9) == ([(picture.pk, 7)], False)
    call_command("reconcile_counts", check=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_differs_while_views_are_stored(album):
    pictures = [PictureFactory(parent=album) for _ in range(3)]
    found = []
    jobs = [lambda: [add(picture, 1) for picture in pictures]] * 20
    jobs[::4] = [lambda: found.extend(differences())] * 5
    at_once(4, jobs)
    assert found == []
    assert views(pictures[0]) == 15


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks the whole database")
def test_a_count_is_repaired_with_its_row_locked(picture):
    ImageStats.objects.filter(pk=picture.pk).update(likes=7)
    with CaptureQueriesContext(connection) as queries:
        repair(next(differences()))
    assert [each["sql"] for each in queries if "FOR NO KEY UPDATE" in each["sql"]]
    assert ImageStats.objects.get(pk=picture.pk).likes == 0
