"""Celery's worker, with its beat, as the Procfile starts it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from celery.worker.consumer import Consumer
from django.conf import settings

from redis_servers.celery_worker import BreakerConsumer


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def worker(tmp_path):
    """The process of a worker with its beat; no Redis answers it."""
    command = ["celery", "--app", "config", "--quiet", "worker", "--beat", "--schedule", str(tmp_path / "beat")]
    environment = os.environ | {
        "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "REDIS_URL": f"unix://{tmp_path}/none?db=0",
    }
    for name in ("BROKER_URL", "CACHE_URL"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--pool", "threads", "--loglevel", "WARNING"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux which processes there are")
def test_a_killed_worker_leaves_no_beat_behind(worker):
    wait_for(lambda: children(worker.pid))
    (beat,) = children(worker.pid)
    time.sleep(1)  # it begins
    worker.kill()
    worker.wait()
    wait_for(lambda: not Path(f"/proc/{beat}").exists())


def test_a_worker_outlives_a_channel_that_is_gone(monkeypatch):
    def fail(consumer, error):
        raise AttributeError("'NoneType' object has no attribute 'hostname'")

    monkeypatch.setattr(Consumer, "on_connection_error_after_connected", fail)
    BreakerConsumer.on_connection_error_after_connected(object.__new__(BreakerConsumer), OSError("gone"))
