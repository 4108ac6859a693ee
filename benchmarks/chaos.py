"""`make chaos`: are the views that were answered the views that are stored and ranked, whatever is killed meanwhile?

People look at pictures of the real site. In a first round flushers, web workers and Valkey are killed at random. In a
second one Redis fails in all the ways that `make outages` knows, while web workers, the whole worker and flushers are
killed at moments of their own. Who got no answer asks again, so that every visitor is answered in the end.

Exit code 1 where a view is missing or too many. The views that waited in a Redis that was emptied, or put back into an
older state, are counted apart.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.lab import Lab, wait_until


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--flusher", type=int, default=300, help="first round: how often a flusher of four is killed")
    parser.add_argument("--web", type=int, default=50, help="first round: how often a web worker is killed")
    parser.add_argument("--valkey", type=int, default=10, help="first round: how often Valkey is killed")
    parser.add_argument("--overlapping", type=int, default=6, help="second round: how often Redis fails in each way")
    parser.add_argument("--ways", nargs="+", help="second round: only in these, the names of rows of `make outages`")
    return parser.parse_args()


def prepare(lab) -> dict[int, str]:
    """Starts the site; answers the pictures to look at, id -> address."""
    from benchmarks import content
    from benchmarks.visitors import get

    content.prepare()
    pictures = content.make_pictures(10)
    content.make_history(10)
    lab.start("web")
    wait_until(lambda: get(int(os.environ["PORT"]), "/")[0] == 200)
    return pictures


def is_exact(lab, pictures, chaos) -> bool:
    """chaos: gets the crowd, does its deeds; answers how often which, and what Redis took along."""
    from benchmarks import content
    from benchmarks.comparison import Comparison
    from benchmarks.visitors import Crowd

    comparison = Comparison()
    lab.start("worker")
    with Crowd(int(os.environ["PORT"]), pictures) as crowd:
        done, losses = chaos(crowd)
    lab.kill("worker", signal.SIGTERM)
    content.flush_all()
    return comparison.holds(crowd, done, losses)


def main() -> int:
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="contact-sheet-chaos-") as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        pictures = prepare(lab)
        from benchmarks.overlapping import Overlapping
        from benchmarks.rage import rage

        print(f"On {os.environ['DATABASE_URL'].partition(':')[0]}, one after another", flush=True)
        good = is_exact(lab, pictures, lambda crowd: rage(lab, crowd, wanted.flusher, wanted.web, wanted.valkey))
        print("\nOverlapping", flush=True)
        good &= is_exact(lab, pictures, Overlapping(lab, wanted.overlapping, wanted.ways).run)
        if not good:
            print(lab.said()[-5000:], file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
