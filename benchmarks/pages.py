"""What each page costs, beside the floor: an empty page behind our own middleware, with a session and a member.

    SIZE=small|medium|large, as in benchmarks/world.py. Wants a PostgreSQL in DATABASE_URL.

Pages run in this process, in turn with the floor, so that what else the machine does hurts both. CPU is Python's; SQL
is what the database took. A page that does not answer 200 voids its row. `cold` is after a change of the content, when
no page is kept; the other columns are of a page that somebody else has asked for before. `SQL` and `Redis` are the
numbers of queries and of round trips.
"""

import contextlib
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lab import BROWSER, Lab

ROUNDS = 5
PAGES = {
    "front page": "/",
    "gallery": "/gallery/",
    "gallery, last page": "/gallery/?page=999999",
    "largest album": "/gallery/album-1/",
    "largest album, last page": "/gallery/album-1/?page=999999",
    "album": "/gallery/album-2/",
    "picture": "/gallery/album-1/picture-2/",
    "picture, most liked": "/gallery/album-1/picture-1/",
    "most viewed": "/most-viewed/?period=week",
    "people": "/people/",
    "member": "/people/person5/",
    "likes of a member": "/people/person5/likes/",
    "followers": "/people/person5/followers/",
    "tags": "/tags/",
    "tag": "/tags/tag-7/",
    "search": "/search/?q=picture+77",
    "search, mistyped": "/search/?q=pictrue+77",
    "search, nothing found": "/search/?q=zzyzx",
    "search by licence": "/search/?licence=all-rights",
}
OWN_PAGES = {"feed": "/feed/", "feed, later": "/feed/?before=1000", "bookmarks": "/bookmarks/"}


@contextlib.contextmanager
def world_in_lab() -> Iterator[str]:
    """The world of SIZE in the database, and a Redis; gives the size."""
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        from benchmarks import content, world

        content.prepare()
        size = os.environ.get("SIZE", "small")
        world.make(world.SIZES[size])
        content.flush_all()
        logging.disable()
        yield size


def main() -> int:
    with world_in_lab() as size:
        print(f"{size}; milliseconds, the median of {ROUNDS}")
        print(f"{'':32}{'cold':>8}{'warm':>8}{'CPU':>8}{'of floor':>10}{'SQL':>6}{'ms':>8}{'Redis':>7}{'kB':>6}")
        return measure_all()


def measure_all() -> int:
    from django.conf import settings
    from django.test import Client

    from community.models import Member

    add_floor()
    settings.ALLOWED_HOSTS = ["*"]
    stranger, member = (Client(headers={"user-agent": BROWSER}) for _ in range(2))
    member.force_login(Member.objects.get(username="person77"))
    void = 0
    for who, client, pages in (("stranger", stranger, PAGES), ("member", member, PAGES | OWN_PAGES)):
        print(f"As a {who}")
        for name, address in pages.items():
            void += not measure(name, client, address, member)
    return 1 if void else 0


def add_floor():
    from django.http import HttpResponse
    from django.urls import path

    from config import urls

    urls.urlpatterns.insert(0, path("floor/", lambda request: HttpResponse(f"{request.user.is_authenticated}")))


def measure(name, client, address, member) -> bool:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cold = [changed_and_timed(client, address) for _ in range(ROUNDS)]
    floors, pages = zip(*((timed(member, "/floor/"), timed(client, address)) for _ in range(ROUNDS)), strict=True)
    with CaptureQueriesContext(connection) as queries, RedisTrips() as redis:
        answer = client.get(address)
    cpu, floor = (statistics.median(each[1] for each in runs) for runs in (pages, floors))
    first, wall = (statistics.median(each[0] for each in runs) for runs in (cold, pages))
    sql = sum(float(each["time"]) for each in queries)
    fine = answer.status_code == 200
    figures = f"{first:8.1f}{wall:8.1f}{cpu:8.1f}{floor / cpu:10.2f}{len(queries):6}{1000 * sql:8.1f}{redis.trips:7}"
    print(f"{name:32}{figures}{len(answer.content) // 1024:6}" if fine else f"{name:32} void: {answer.status_code}")
    return fine


def changed_and_timed(client, address) -> tuple[float, float]:
    from django.db.models import F

    from gallery.models import ContentVersion

    ContentVersion.objects.update(number=F("number") + 1)
    return timed(client, address)


def timed(client, address) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process."""
    clock, cpu = time.perf_counter(), time.process_time()
    client.get(address)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - cpu)


class RedisTrips:
    """Counts what this process sends to Redis."""

    def __enter__(self):
        from redis.connection import AbstractConnection

        self.trips, self.owner, self.send = 0, AbstractConnection, AbstractConnection.send_packed_command

        def send(connection, *args, **kwargs):
            self.trips += 1
            return self.send(connection, *args, **kwargs)

        AbstractConnection.send_packed_command = send
        return self

    def __exit__(self, *error):
        self.owner.send_packed_command = self.send


if __name__ == "__main__":
    sys.exit(main())
