"""The first round of chaos: in random order, one deed after another, while flushers are killed. Import it in a Lab."""

import os
import random
import signal
import subprocess
import sys
import time

from benchmarks.lab import ROOT, wait_until
from benchmarks.losses import Losses

ANSWERS = 20  # between two kills of web workers


def start_flushers(*kills) -> subprocess.Popen:
    """Answers once they flush."""
    command = [sys.executable, "-m", "benchmarks.flushers", "4", *map(str, kills)]
    flushers = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    flushers.stdout.readline()
    return flushers


def end_of(flushers) -> int:
    """Waits for it; answers how often they were killed."""
    killed, _errors = flushers.communicate()
    if flushers.returncode:
        raise SystemExit(f"The flushers failed: {flushers.returncode}")
    return int(killed)


def kill_web_worker(lab, crowd):
    """When people were answered again, as there would be no point in killing a site that is down."""
    os.kill(random.choice(lab.web_workers()), signal.SIGKILL)
    before = crowd.answered.total()
    wait_until(lambda: is_up(lab) and crowd.answered.total() >= before + ANSWERS, 60)
    time.sleep(random.uniform(0, 0.5))


def is_up(lab) -> bool:
    return len(lab.web_workers()) == 2


def kill_valkey(lab, _crowd):
    lab.kill("redis")
    time.sleep(random.uniform(0, 1))
    lab.start("redis")
    time.sleep(2)  # the site finds it again


def rage(lab, crowd, flusher: int, web: int, valkey: int):
    """How often to kill each. Answers how often it did, and what Redis took along, which is nothing."""
    flushers = start_flushers(flusher)
    deeds = [kill_web_worker] * web + [kill_valkey] * valkey
    random.shuffle(deeds)
    for deed in deeds:
        deed(lab, crowd)
    return {"flusher killed": end_of(flushers), "web worker killed": web, "Valkey killed": valkey}, Losses()
