"""The second round of chaos: all at once. Import it inside a Lab."""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from benchmarks.failures import NAMES, Failures
from benchmarks.lab import wait_until
from benchmarks.rage import ANSWERS, end_of, is_up, start_flushers

STILL_THERE = {"none", "flushed"}  # Redis answers meanwhile


class Overlapping:
    """Redis fails in each way so many times, in random order; meanwhile all else is killed at its own moments."""

    def __init__(self, lab, times: int, ways: list[str] | None = None):
        self.lab, self.failures, self.failing = lab, Failures(lab), (ways or NAMES) * times
        self.done, self.is_away, self.over = Counter(), False, threading.Event()

    def run(self, crowd):
        """Answers how often it did what, and what Redis took along."""
        flushers = start_flushers()
        with ThreadPoolExecutor() as threads:
            ends = [
                threads.submit(self._fail_redis, crowd),
                threads.submit(self._kill_web_workers, crowd),
                threads.submit(self._kill_the_worker),
            ]
        flushers.send_signal(signal.SIGTERM)
        for end in ends:
            end.result()
        self.done["flusher killed"] = end_of(flushers)
        return dict(self.done), self.failures.losses

    def _fail_redis(self, crowd):
        random.shuffle(self.failing)
        try:
            for name in self.failing:
                failure = getattr(self.failures, name)()
                self.is_away = name not in STILL_THERE
                next(failure)
                time.sleep(random.uniform(0, 2))
                next(failure, None)
                self.is_away = False
                self.done[f"Redis: {name}"] += 1
                enough = crowd.answered.total() + random.randint(0, 2 * ANSWERS)
                wait_until(lambda enough=enough: crowd.answered.total() >= enough, 120)
        finally:
            self.over.set()

    def _kill_web_workers(self, crowd):
        """When people were answered again, as in the first round."""
        answered = 0
        while not self.over.wait(random.uniform(0.1, 0.5)):
            if crowd.answered.total() < answered + ANSWERS or not is_up(self.lab):
                continue
            os.kill(random.choice(self.lab.web_workers()), signal.SIGKILL)
            answered = crowd.answered.total()
            self.done["web worker killed"] += 1
            self.done["of these while Redis failed"] += self.is_away

    def _kill_the_worker(self):
        """With the beat inside it."""
        while not self.over.wait(random.uniform(3, 10)):
            self.lab.kill("worker")
            self.done["Celery worker killed"] += 1
            time.sleep(random.uniform(0, 1))
            self.lab.start("worker")
