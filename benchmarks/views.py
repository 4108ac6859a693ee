"""`make bench`: how many views a second are recorded, by several processes at once, and how many are stored.

Every view is of another visitor. Wants REDIS_URL and DATABASE_URL, such as bin/with-servers gives.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
PICTURES = 200
HEAD = f"""\
Views that so many processes recorded in a second, and how many of all went straight into the database; microseconds of
the server's own time for each, and so how many it could carry in a second; bytes of a view that waits; views that one
flush stored in a second; milliseconds until all {PICTURES} pictures were published.
processes   recorded  directly  server  carries  bytes    stored  published"""


def record(seconds: float, pictures: range) -> int:
    """Views that this process recorded in that time."""
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    from gallery.popularity.recording import record_view
    from gallery.popularity.storing import ViewEvent

    number, end, name = 0, time.monotonic() + seconds, get_random_string(16)
    while time.monotonic() < end:
        number += 1
        record_view(ViewEvent(f"{name}{number:016}", pictures[number % PICTURES], timezone.now()))
    return number


def several(processes: int, seconds: float, pictures: range) -> int:
    """Views of so many processes together."""
    command = [sys.executable, "-m", "benchmarks.views", "--seconds", str(seconds), "--first", str(pictures[0])]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return sum(int(each.communicate()[0]) for each in running)


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def carried(redis) -> float:
    """Microseconds of the server's own time for a view, as it has counted itself."""
    statistics = redis.info("commandstats")["cmdstat_eval"]
    return statistics["usec"] / statistics["calls"]


def make_pictures() -> range:
    from tests.factories import AlbumFactory, ImageFactory, PictureFactory, make_gallery

    album, image = AlbumFactory(parent=make_gallery()), ImageFactory()
    made = [PictureFactory(parent=album, image=image).pk for _ in range(PICTURES)]
    return range(made[0], made[-1] + 1)


def timed(job) -> tuple[float, object]:
    """(seconds, what it answers)."""
    began = time.perf_counter()
    answer = job()
    return time.perf_counter() - began, answer


def measure(redis, processes, seconds, pictures):
    from gallery.popularity.counters import EVENTS
    from gallery.popularity.flushing import flush
    from gallery.popularity.publishing import publish

    redis.flushdb()
    redis.config_resetstat()
    views = several(processes, seconds, pictures)
    cost, waiting = carried(redis), redis.xlen(EVENTS)
    memory = redis.memory_usage(EVENTS, samples=0) / waiting
    storing, stored = timed(flush)
    publishing, _nothing = timed(publish)
    print(
        f"{processes:9} {views / seconds:10.0f} {views - waiting:9} {cost:7.1f} {1e6 / cost:8.0f} {memory:6.0f} "
        f"{stored / storing:9.0f} {1000 * publishing:10.0f}",
        flush=True,
    )


def main(seconds):
    from django_redis import get_redis_connection

    from gallery.popularity.counters import JOBS, SEEN

    redis = get_redis_connection(JOBS)
    server = redis.info("server")
    version = server.get("valkey_version") or server["redis_version"]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{processor()}, {os.cpu_count()} processors, load {load}; {server.get('server_name', 'redis')} {version}")
    print(HEAD)
    pictures = make_pictures()
    for processes in (1, 2, 4, 8):
        measure(redis, processes, seconds, pictures)
    visitor = f"{SEEN}{1:032}"
    redis.set(visitor, 1, ex=60)
    print(f"Each visitor is remembered for half an hour in {redis.memory_usage(visitor)} bytes.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--first", type=int, help="be one of the processes that record; the first picture's id")
    wanted = parser.parse_args()
    import django

    django.setup()
    if wanted.first:
        print(record(wanted.seconds, range(wanted.first, wanted.first + PICTURES)))
    else:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        main(wanted.seconds)
