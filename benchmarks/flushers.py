"""`python -m benchmarks.flushers NUMBER KILLS`: so many flushers at once, killed so often at random moments.

Each is a process of its own that does what the worker does every two seconds, and nothing else; the one that is killed
is replaced by another. Without KILLS, until it is asked to end. Prints a line when they have begun, and in the end how
often it killed.
"""

import itertools
import logging
import os
import random
import signal
import sys
import time
import traceback

import django

django.setup()
logging.disable()  # the site tells enough

from gallery.popularity.counters import CountersUnavailable  # noqa: E402 - Django comes first
from gallery.popularity.flushing import flush  # noqa: E402
from gallery.popularity.publishing import publish  # noqa: E402


def start() -> int:
    """A new flusher's process id."""
    if child := os.fork():
        return child
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while True:
            flush_once()
    except Exception:  # noqa: BLE001 - whatever it is, `kill` tells
        traceback.print_exc()
    finally:
        os._exit(1)


def flush_once():
    try:
        flush()
        publish()
        time.sleep(0.02)
    except CountersUnavailable:
        time.sleep(0.05)


def kill(flusher: int):
    os.kill(flusher, signal.SIGKILL)
    _pid, status = os.waitpid(flusher, 0)
    if not os.WIFSIGNALED(status):
        sys.exit(f"A flusher ended by itself: {status}")


def main(number: int, kills: int | None = None):
    over = []
    signal.signal(signal.SIGTERM, lambda *_: over.append(True))
    flushers, done = [start() for _ in range(number)], 0
    print("They flush.", flush=True)
    for done in itertools.count() if kills is None else range(kills + 1):
        if over or done == kills:
            break
        time.sleep(random.uniform(0.02, 0.25))
        place = random.randrange(number)
        kill(flushers[place])
        flushers[place] = start()
    for flusher in flushers:
        kill(flusher)
    print(done)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
