"""`make outages`: what visitors notice while Redis fails, each way it can.

Every public page is opened again and again: before, while Redis fails, and after. Distinct visitors look at pictures
meanwhile. Exit code 1 where a page did not answer 200, a view is missing or too many, or a total went down. The views
that waited in a Redis that was emptied, or put back into an older state, are counted apart.
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import redis

from benchmarks.lab import Lab, wait_until

PAGES = "/ /gallery/ /most-viewed/ /most-viewed/?period=all /search/?q=fig /tags/ /tags/fig/ /people/ /account/login/ \
/account/signup/ /sitemap.xml /robots.txt".split()


HEAD = """\
Milliseconds more than usual, at the median and at the 95th percentile, while Redis fails, and at most for the first
page of each sort; seconds until views are counted and ranked in Redis again; views answered, views that Redis took
along, views stored too many or too few beside those; totals that fell; lines logged; answers by status.
                  p50    p95   once  recovery   views   lost   diff fallen  log  answers"""


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
    """Whether Redis takes views again, and has today's rankings."""
    from gallery.popularity.counters import check
    from gallery.popularity.periods import Period
    from gallery.popularity.ranking import read_scores

    with contextlib.suppress(redis.RedisError):
        check()
        return not any(read_scores(period, 0, 1).from_database for period in Period)
    return False


def suffer(watch, failure):
    """(as usual, the first page of each sort, the rest of the outage, seconds until all was well again)."""
    watch.learn()
    well, first = watch.look(), Look()
    next(failure)
    watch.open_all(first)
    during = watch.look()
    next(failure, None)
    recovery = wait_until(is_whole)
    return well, first, during, recovery


def count_visitors(watch, pictures, failure):
    """Distinct visitors look all the while; answers (crowd, what `suffer` answers)."""
    from benchmarks.visitors import Crowd

    with Crowd(watch.port, pictures, threads=1, pause=0.05) as crowd:
        return crowd, suffer(watch, failure)


def line(name, noticed, crowd, lost, difference, logged) -> bool:  # noqa: PLR0913, PLR0917 - a row of the table
    """Prints it; answers whether all went well."""
    well, first, during, recovery = noticed
    statuses = first.statuses + during.statuses + crowd.statuses
    added = f"{during.at(50) - well.at(50):+6.1f} {during.at(95) - well.at(95):+6.1f}"
    answers = " ".join(f"{status}:{number}" for status, number in sorted(statuses.items()))
    once = 1000 * max(first.seconds)
    print(
        f"{name:<15}{added} {once:6.0f} {recovery:9.1f} {crowd.answered.total():7} {lost:6} {difference:+6} "
        f"{len(crowd.lower):6} {logged:4}  {answers}",
        flush=True,
    )
    return set(statuses) == {200} and not crowd.lower and difference == 0


def go_through(name, lab, watch, pictures, failures) -> bool:
    """Whether visitors, and their views, came well through the failure."""
    from benchmarks import content

    content.flush_all()
    logged = len(lab.said().splitlines())
    stored, lost = content.stored().total(), failures.losses.lost().total()
    crowd, noticed = count_visitors(watch, pictures, getattr(failures, name)())
    content.flush_all()
    lost = failures.losses.lost().total() - lost  # less than nothing where an older state brings them back
    difference = content.stored().total() - stored + lost - crowd.answered.total()
    return line(name, noticed, crowd, lost, difference, len(lab.said().splitlines()) - logged)


def prepare(lab, rounds):
    """Starts the site; answers (watch, its pictures), when all is well."""
    from benchmarks import content

    content.prepare()
    pictures = content.make_pictures(10)
    lab.start("web", "worker")
    watch = Watch(int(os.environ["PORT"]), pictures, rounds)
    wait_until(lambda: watch.get(watch.port, "/")[0] == 200)
    wait_until(is_whole)
    watch.open_all(Look())  # is a view of two pictures; from now on they are repeats
    return watch, pictures


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", help="the name of one row")
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is opened before, and during")
    parser.add_argument("--log", action="store_true", help="show what the site has logged")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contact-sheet-outages-") as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        from benchmarks.failures import NAMES, Failures

        watch, pictures = prepare(lab, wanted.rounds)
        print(HEAD)
        names, failures = [wanted.only] if wanted.only else NAMES, Failures(lab)
        good = [go_through(name, lab, watch, pictures, failures) for name in names]
        if wanted.log:
            print(lab.said())
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
