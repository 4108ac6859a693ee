"""Views, and how flushing fails."""

from itertools import count

import pytest

from gallery import ledger, popularity
from gallery.models import ImageStats
from gallery.popularity import flushing

visitors = count()


def view(picture, times=1):
    for _ in range(times):
        total = popularity.count_view(picture.pk, (f"visitor {next(visitors)}", "-"))
    return total


def stored(picture):
    return ImageStats.objects.get(pk=picture.pk).views


def fail(error):
    def command(*args, **kwargs):
        raise error

    return command


def die_before_storing(monkeypatch):
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(ledger, "store", fail(KeyboardInterrupt()))
        popularity.flush()


def die_before_dropping(monkeypatch):
    run = flushing.run

    def run_until_drop(script, *args):
        return fail(KeyboardInterrupt())() if script == "drop" else run(script, *args)

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(flushing, "run", run_until_drop)
        popularity.flush()
