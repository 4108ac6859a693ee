"""`make chaos`: are the views that were answered the views that are stored, whatever is killed meanwhile?

People look at pictures of the real site while flushers, web workers and Valkey are killed (SIGKILL) at random. Who got
no answer asks again, so that every visitor is answered in the end. Exit code 1 where a view is missing or too many.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.lab import ROOT, Lab, wait_until


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--flusher", type=int, default=300, help="how often one of four flushers is killed")
    parser.add_argument("--web", type=int, default=50, help="how often a web worker is killed")
    parser.add_argument("--valkey", type=int, default=10, help="how often Valkey is killed")
    return parser.parse_args()


def kill_web_worker(lab):
    """Once there are two, as there would be no point in killing a site that is down."""
    wait_until(lambda: len(lab.web_workers()) == 2)
    os.kill(random.choice(lab.web_workers()), signal.SIGKILL)
    time.sleep(random.uniform(0.3, 1))


def kill_valkey(lab):
    lab.kill("redis")
    time.sleep(random.uniform(0, 1))
    lab.start("redis")
    time.sleep(2)  # the site finds it again


def rage(lab, kills):
    """Kills whatever is to be killed, in random order, and waits for the last flusher's end."""
    flushers = subprocess.Popen([sys.executable, "-m", "benchmarks.flushers", "4", str(kills.flusher)], cwd=ROOT)
    deeds = [kill_web_worker] * kills.web + [kill_valkey] * kills.valkey
    random.shuffle(deeds)
    for deed in deeds:
        deed(lab)
    if flushers.wait():
        raise SystemExit("The flushers failed.")


def report(kills, crowd, stored, seconds):
    answered, found = sum(crowd.answered.values()), sum(stored.values())
    wrong = {pk: (crowd.answered[pk], stored.get(pk, 0)) for pk in crowd.answered.keys() | stored.keys()}
    wrong = {pk: both for pk, both in wrong.items() if both[0] != both[1]}
    rows = {
        "kills: flusher, web worker, Valkey": f"{kills.flusher}, {kills.web}, {kills.valkey}",
        "seconds": f"{seconds:.0f}",
        "requests cut off, and asked again": crowd.cut_off,
        "answers by status": ", ".join(f"{status}: {number}" for status, number in sorted(crowd.statuses.items())),
        "totals lower than shown before": len(crowd.lower),
        "views answered": answered,
        "views stored": found,
        "difference": found - answered,
        "pictures that differ": wrong or 0,
    }
    print("\n".join(f"{name:<38}{value}" for name, value in rows.items()), flush=True)
    return not wrong and set(crowd.statuses) == {200} and not crowd.lower


def main():
    kills = arguments()
    with tempfile.TemporaryDirectory(prefix="contact-sheet-chaos-") as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        from benchmarks import content
        from benchmarks.visitors import Crowd, get

        content.prepare()
        pictures = content.make_pictures(10)
        lab.start("web", "worker")
        port = int(os.environ["PORT"])
        wait_until(lambda: get(port, "/")[0] == 200)
        began = time.monotonic()
        with Crowd(port, pictures) as crowd:
            rage(lab, kills)
        seconds = time.monotonic() - began
        lab.kill("worker", signal.SIGTERM)
        content.flush_all()
        good = report(kills, crowd, content.stored(), seconds)
        if not good:
            print((Path(folder) / "log").read_text()[-5000:], file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
