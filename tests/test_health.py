import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from redis.exceptions import ConnectionError

from gallery.models import Heartbeat
from gallery.popularity import counters
from gallery.popularity.periods import Period
from gallery.popularity.publishing import publish
from gallery.popularity.ranking import read_scores
from gallery.tasks import flush_views
from home import health
from tests.factories import MemberFactory, PictureFactory, make_gallery
from web.probes import Probe

committed = pytest.mark.django_db(transaction=True)  # the probe has a connection of its own
pytestmark = pytest.mark.exact
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def well(transactional_db):
    """Everything is there, and the worker is at work."""
    publish()
    for name in Heartbeat.Name:
        Heartbeat.objects.beat(name)


def refuse(*args):
    raise ConnectionError("Connection refused.")


def test_all_is_well(client, well):
    response = client.get("/health/")
    assert response.status_code == 200
    answer = response.json()
    assert answer.pop("worker_seconds") < health.LATE
    assert answer.pop("last_flush_seconds") < health.LATE
    parts = ("status", "database", "counters", "cache", "worker", "flush")
    assert answer == dict.fromkeys(parts, "ok")


@pytest.mark.parametrize("cookie", ["", "a-session-of-somebody"])
def test_it_answers_without_a_database(client, cookie):
    """pytest-django refuses every connection here, also to whatever is in front of the view."""
    client.cookies["sessionid"] = cookie
    response = client.get("/health/")
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    answer = response.json()
    parts = ("status", "database", "worker", "flush", "worker_seconds", "last_flush_seconds")
    assert [answer[part] for part in parts] == ["down", "away", "unknown", "unknown", None, None]


def test_a_database_that_cannot_be_reached_is_away(client, well, monkeypatch):
    elsewhere = {"NAME": "/nowhere/db.sqlite3", "HOST": "/nowhere", "PORT": "1"}
    for key, value in elsewhere.items():
        monkeypatch.setitem(connection.settings_dict, key, value)
    response = client.get("/health/")
    assert response.status_code == 503
    assert "nowhere" not in response.content.decode()


def test_production_answers_with_no_server_at_all_and_without_tls():
    """As the public site does, through everything that is in front of it there."""
    client = "Client(headers={'host': 'example.org'})"
    ask = f"from django.test import Client; print({client}.get('/health/').content.decode())"
    servers = {"DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/nothing", "REDIS_URL": "redis://127.0.0.1:1/0"}
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "k3y" * 20, **servers}
    environment = {"PATH": os.environ["PATH"], "ALLOWED_HOSTS": "example.org", **settings}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert [answer[part] for part in ("status", "database", "counters", "cache")] == ["down", "away", "away", "away"]
    assert "secret" not in done.stdout


def test_redis_away_is_no_reason_to_stop(client, well, monkeypatch):
    monkeypatch.setattr(counters, "get_redis_connection", refuse)
    response = client.get("/health/")
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["counters"]) == ("degraded", "away")


def test_an_emptied_redis_is_being_rebuilt(client, well):
    counters.get_redis_connection(counters.PAGES).flushdb()
    assert client.get("/health/").json()["counters"] == "rebuilding"


def test_a_cache_that_takes_nothing_is_away(client, well, monkeypatch):
    monkeypatch.setattr(health.cache, "set", lambda *args: None)
    response = client.get("/health/")
    assert (response.status_code, response.json()["cache"]) == (200, "away")


@pytest.mark.parametrize("name", list(Heartbeat.Name))
def test_a_worker_that_does_not_beat_any_more_is_late(client, well, name):
    Heartbeat.objects.beat(name, timezone.now() - timedelta(seconds=health.LATE + 30))
    response = client.get("/health/")
    answer = response.json()
    assert (response.status_code, answer["status"], answer[name]) == (200, "degraded", "late")
    seconds = answer["worker_seconds" if name == Heartbeat.Name.WORKER else "last_flush_seconds"]
    assert health.LATE + 30 <= seconds < health.LATE + 60


@committed
def test_a_worker_that_never_ran_is_said_so(client):
    answer = client.get("/health/").json()
    assert (answer["worker"], answer["flush"], answer["last_flush_seconds"]) == ("never", "never", None)


def test_a_flush_by_the_worker_beats_both(client, transactional_db):
    flush_views()
    answer = client.get("/health/").json()
    assert (answer["worker"], answer["flush"]) == ("ok", "ok")


def test_the_worker_beats_without_redis_but_flushes_nothing(client, transactional_db, monkeypatch):
    monkeypatch.setattr(counters, "get_redis_connection", refuse)
    flush_views()
    answer = client.get("/health/").json()
    assert (answer["worker"], answer["flush"]) == ("ok", "never")


def test_nobody_is_counted_and_no_session_is_read(client, well, django_assert_num_queries):
    PictureFactory(parent=make_gallery())
    client.force_login(MemberFactory())
    cookies = str(client.cookies)
    with django_assert_num_queries(0):
        response = client.get("/health/")
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert str(client.cookies) == cookies
    assert read_scores(Period.ALL, 0, 9).rows == []


def test_only_safe_methods(client, well):
    assert client.head("/health/").status_code == 200
    assert client.post("/health/").status_code == 405


def test_no_error_is_told(client, well, monkeypatch):
    def fail():
        raise RuntimeError("password=secret")

    monkeypatch.setattr(health, "database", Probe("The database", fail))
    response = client.get("/health/")
    assert response.status_code == 503
    assert "secret" not in response.content.decode()


def test_a_probe_that_hangs_is_not_waited_for_and_not_repeated():
    hanging, begun, now = threading.Event(), [], [0.0]

    def check():
        begun.append(1)
        hanging.wait()
        return "an answer"

    probe = Probe("Something", check, seconds=0.01, clock=lambda: now[0])
    assert (probe(), probe(), len(begun)) == (None, None, 1)
    now[0] += probe.abandoned
    assert (probe(), len(begun)) == (None, 2)
    hanging.set()
    probe.seconds = 10
    assert probe() == "an answer"
