"""People who look at pictures over HTTP, each from an address of their own."""

import contextlib
import http.client
import itertools
import random
import re
import threading
import time
from collections import Counter

from benchmarks.lab import BROWSER

TOTAL = re.compile(rb'data-views="(\d+)"')


def get(port: int, path: str, address="192.0.2.1", timeout=30.0, **headers) -> tuple[int, bytes, float]:
    """(status, body, seconds); status 0 for no answer."""
    began = time.perf_counter()
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    with contextlib.closing(web), contextlib.suppress(OSError, http.client.HTTPException):
        web.request("GET", path, headers={"User-Agent": BROWSER, "X-Forwarded-For": address, **headers})
        answer = web.getresponse()
        return answer.status, answer.read(), time.perf_counter() - began
    return 0, b"", time.perf_counter() - began


class Crowd:
    """Threads that look at pictures until they are stopped. Who gets no answer asks again, as people do."""

    numbers = itertools.count(1)

    def __init__(self, port: int, pictures: dict[int, str], threads=8, pause=0.0):
        self.port, self.pictures, self.pause = port, list(pictures.items()), pause
        self.answered, self.statuses, self.cut_off, self.lower = Counter(), Counter(), 0, []
        self.shown, self.lock, self.stopping = Counter(), threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self._look_around, daemon=True) for _ in range(threads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _look_around(self):
        while not self.stopping.wait(self.pause):
            self._look(*random.choice(self.pictures))

    def _look(self, picture, path):
        number = next(self.numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        while True:
            before = self.shown[picture]
            status, body, _seconds = get(self.port, path, address)
            if status:
                break
            with self.lock:
                self.cut_off += 1
            time.sleep(0.05)
        self._note(picture, status, body, before)

    def _note(self, picture, status, body, before):
        """before: the highest total that anybody had been shown when this was asked for."""
        total = int(found[1]) if (found := TOTAL.search(body)) else 0
        with self.lock:
            self.statuses[status] += 1
            if status == 200:
                self.answered[picture] += 1
                if total < before:
                    self.lower.append((picture, before, total))
            self.shown[picture] = max(self.shown[picture], total)
