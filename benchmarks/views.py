"""`make bench`: how many views a second are counted, by several processes at once, and what one server could carry.

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


def count(seconds: float, name: str) -> int:
    """Views that this process counted in that time."""
    from gallery import popularity

    number, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        number += 1
        popularity.count_view(number % 1000 + 1, (f"{name}{number:063}", "-"))
    return number


def several(processes: int, seconds: float) -> float:
    """Views a second of so many processes together."""
    command = [sys.executable, "-m", "benchmarks.views", "--seconds", str(seconds), "--name"]
    running = [subprocess.Popen([*command, str(each)], stdout=subprocess.PIPE, text=True) for each in range(processes)]
    return sum(int(each.communicate()[0]) for each in running) / seconds


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def carried(redis) -> float:
    """Microseconds of the server's own time for a view, as it has counted itself."""
    statistics = redis.info("commandstats")["cmdstat_evalsha"]
    return statistics["usec"] / statistics["calls"]


def main(seconds):
    from gallery import popularity
    from gallery.popularity import connection

    redis = connection.client()
    server = redis.info("server")
    version = server.get("valkey_version") or server["redis_version"]
    print(f"{processor()}, {os.cpu_count()} processors; {server.get('server_name', 'redis')} {version}")
    for processes in (1, 2, 4, 8):
        redis.flushdb()
        popularity.rebuild_ranking()
        redis.config_resetstat()
        views = several(processes, seconds)
        cost = carried(redis)
        each = f"{cost:5.1f} µs of the server each, so it could carry {1e6 / cost:6.0f}"
        print(f"{processes} processes: {views:8.0f} views a second; {each}")
    memory = redis.memory_usage(f"{{views}}:seen:0{1:063}")
    print(f"Each visitor is remembered for half an hour in {memory} bytes.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--name", help="be one of the processes that count")
    wanted = parser.parse_args()
    import django

    django.setup()
    if wanted.name:
        print(count(wanted.seconds, wanted.name))
    else:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        main(wanted.seconds)
