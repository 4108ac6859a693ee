"""`python -m benchmarks.flushers NUMBER KILLS`: so many flushers at once, killed so often at random moments.

Each is a process of its own that does nothing but flush; the one that is killed is replaced by another.
"""

import logging
import os
import random
import signal
import sys
import time

import django

django.setup()
logging.disable()  # the site tells enough

from gallery import popularity  # noqa: E402 - Django comes first


def start() -> int:
    """A new flusher's process id."""
    if child := os.fork():
        return child
    try:
        while True:
            try:
                popularity.flush()
                time.sleep(0.02)
            except popularity.Away:
                time.sleep(0.05)
    finally:
        os._exit(1)


def main(number: int, kills: int):
    flushers = [start() for _ in range(number)]
    for _ in range(kills):
        time.sleep(random.uniform(0.02, 0.25))
        place = random.randrange(number)
        os.kill(flushers[place], signal.SIGKILL)
        _pid, status = os.waitpid(flushers[place], 0)
        if os.WTERMSIG(status) != signal.SIGKILL:
            sys.exit(f"A flusher ended by itself: {status}")
        flushers[place] = start()
    for flusher in flushers:
        os.kill(flusher, signal.SIGKILL)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
