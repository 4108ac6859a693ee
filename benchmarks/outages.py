"""`make outages`: what visitors notice while Redis fails, each way it can.

Every public page is opened again and again: before, while Redis fails, and after. Distinct visitors look at pictures
meanwhile. Exit code 1 where a page did not answer 200, a view is missing or too many, or a total went down.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.lab import Lab, wait_until

PAGES = "/ /gallery/ /most-viewed/ /most-viewed/?period=all /search/?q=fig /tags/ /tags/fig/ /people/ /account/login/ \
/account/signup/ /sitemap.xml /robots.txt".split()


HEAD = """\
Milliseconds more than usual, at the median and at the 95th percentile, while Redis fails, and at most for the first
page of each sort; seconds until views are counted and ranked in Redis again; views answered, views stored too many or
too few; totals that fell; lines logged; answers by status.
                  p50    p95   once  recovery   views   diff fallen  log  answers"""


class Failures:
    """How Redis fails, and how it is mended: a pair of methods each."""

    def __init__(self, lab):
        self.lab, self.valkey, self.proxy = lab, lab.valkey, lab.proxy

    def none(self):
        """How far two looks differ by chance."""
        yield

    def refused(self):
        self.proxy.refuse()
        yield
        self.proxy.listen()

    def hung(self):
        self.lab.kill("redis", signal.SIGSTOP)
        yield
        self.lab.kill("redis", signal.SIGCONT)

    def slow_by_200_ms(self):
        self.proxy.delay(0.2)
        yield
        self.proxy.delay(0)

    def out_of_memory(self):
        self.valkey.config_set("maxmemory", 1)
        yield
        self.valkey.config_set("maxmemory", 0)

    def read_only(self):
        self.valkey.replicaof("127.0.0.1", 1)
        yield
        self.valkey.replicaof("NO", "ONE")

    def flushed(self):
        self.valkey.flushall()
        yield

    def wrong_password(self):
        self.valkey.config_set("requirepass", "another")
        self.valkey.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        yield
        self.valkey.config_set("requirepass", "")


@dataclass
class Look:
    """What was noticed of the pages in one stretch of time."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)

    def at(self, percent) -> float:
        """Milliseconds."""
        return 1000 * statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


class Watch:
    """Opens all pages in turn, for some seconds; remembers how long each takes at the median."""

    def __init__(self, port, pictures, rounds):
        from benchmarks.visitors import get

        self.rounds = rounds
        self.get, self.port, self.pages = get, port, [*PAGES, *pictures.values()][: len(PAGES) + 2]
        self.usual = {}

    def open_all(self, look):
        for page in self.pages:
            status, _body, seconds = self.get(self.port, page)
            look.seconds.append(seconds - self.usual.get(page, 0))
            look.statuses[status] += 1

    def learn(self):
        """How long each page takes while all is well."""
        self.usual = {}
        for page in self.pages:
            self.usual[page] = statistics.median(self.get(self.port, page)[2] for _ in range(self.rounds))

    def look(self):
        look = Look()
        for _ in range(self.rounds):
            self.open_all(look)
        return look


def is_whole() -> bool:
    """Whether Redis counts again and the sorted sets are rebuilt."""
    from gallery import popularity

    try:
        return popularity.is_ready()
    except popularity.Away:
        return False


def suffer(lab, watch, failure):
    """(as usual, the first page of each sort, the rest of the outage, seconds until all was well again)."""
    watch.learn()
    well, first = watch.look(), Look()
    outage = getattr(Failures(lab), failure)()
    next(outage)
    watch.open_all(first)
    during = watch.look()
    next(outage, None)
    recovery = wait_until(is_whole)
    return well, first, during, recovery


def count_visitors(watch, pictures, crowd_class, failure, lab):
    """Distinct visitors look all the while; answers (crowd, what `suffer` answers)."""
    with crowd_class(watch.port, pictures, threads=1, pause=0.05) as crowd:
        return crowd, suffer(lab, watch, failure)


def line(failure, well, first, during, recovery, crowd, difference, logged):
    statuses = first.statuses + during.statuses + crowd.statuses
    added = f"{during.at(50) - well.at(50):+6.1f} {during.at(95) - well.at(95):+6.1f}"
    answers = " ".join(f"{status}:{number}" for status, number in sorted(statuses.items()))
    once = 1000 * max(first.seconds)
    print(
        f"{failure:<15}{added} {once:6.0f} {recovery:9.1f} {sum(crowd.answered.values()):7} {difference:+6} "
        f"{len(crowd.lower):6} {logged:4}  {answers}",
        flush=True,
    )
    return set(statuses) == {200} and not crowd.lower and difference == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    kinds = [name for name in vars(Failures) if not name.startswith("_")]
    parser.add_argument("--only", choices=kinds)
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is opened before, and during")
    parser.add_argument("--log", action="store_true", help="show what the site has logged")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contact-sheet-outages-") as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        from benchmarks import content
        from benchmarks.visitors import Crowd
        from gallery import upkeep

        content.prepare()
        pictures = content.make_pictures(10)
        lab.start("web", "worker")
        watch = Watch(int(os.environ["PORT"]), pictures, arguments.rounds)
        wait_until(lambda: watch.get(watch.port, "/")[0] == 200)
        wait_until(is_whole)
        watch.open_all(Look())  # is a view of two pictures; from now on they are repeats
        print(HEAD)
        good = True
        for failure in [arguments.only] if arguments.only else kinds:
            content.flush_all()
            logged = len(lab.said().splitlines())
            before = sum(content.stored().values())
            crowd, noticed = count_visitors(watch, pictures, Crowd, failure, lab)
            time.sleep(upkeep.SECONDS + 1)  # what Redis has lost is made up for
            content.flush_all()
            difference = sum(content.stored().values()) - before - sum(crowd.answered.values())
            good &= line(failure, *noticed, crowd, difference, len(lab.said().splitlines()) - logged)
        if arguments.log:
            print(lab.said())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
