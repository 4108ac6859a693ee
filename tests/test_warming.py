"""A web worker is ready when it starts."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.template import Template, engines

from web.warming import warm

LOADED = """
import threading, django
django.setup()
from django.db import connections
from web.warming import warm
warm()
print(threading.active_count(), [each.connection for each in connections.all()])
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    """Of a process of its own, with an empty database, and without Redis."""
    return os.environ | {
        "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "REDIS_URL": f"unix://{tmp_path}/none?db=0",
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
    }


def test_the_first_pages_compile_nothing(client, picture, monkeypatch):
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    warm()
    compiled, compile_nodelist = [], Template.compile_nodelist
    monkeypatch.setattr(Template, "compile_nodelist", lambda self: compiled.append(self.name) or compile_nodelist(self))
    for page in ("/", picture.get_url(), picture.get_parent().get_url(), "/people/"):
        assert client.get(page).status_code == 200
    assert [name for name in compiled if name] == []


def test_nothing_is_loaded_that_a_fork_may_not_share(environment):
    """No thread, and no connection. The pool of PostgreSQL's has threads, and the breaker of a Redis that was asked."""
    said = subprocess.run([sys.executable, "-c", LOADED], env=environment, check=True, capture_output=True, text=True)
    assert said.stdout.strip() == f"1 {[None for _ in connections]}"


@pytest.fixture
def gunicorn(environment):
    command = [sys.executable, "-m", "gunicorn"]
    process = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL)
    yield process
    process.terminate()
    process.wait(timeout=30)


def worker_of(process, unlike=None):
    """The process id of its worker."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for worker in map(int, children.read_text().split()):
            if worker != unlike:
                return worker
        time.sleep(0.05)
    raise TimeoutError


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def test_a_worker_that_dies_is_replaced_at_once(gunicorn, environment):
    """Importing the site takes a second of processor time; the worker forked in its place has it all."""
    first = worker_of(gunicorn)
    os.kill(first, signal.SIGKILL)
    second = worker_of(gunicorn, unlike=first)
    with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/robots.txt") as answer:
        assert answer.status == 200
    assert processor_seconds(second) < 0.3
