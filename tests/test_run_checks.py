import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis

from local import preflight, valkey

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def refusal(tmp_path):
    """Runs bin/run in a folder of its own, where nothing can start; answers its exit code and its words."""
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    shutil.copytree(ROOT / "site", tmp_path / "site")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        free = probe.getsockname()[1]

    def run(**given):
        kept = {"PATH": os.environ["PATH"], "PORT": str(free)}
        command = [sys.executable, "-B", tmp_path / "bin" / "run"]
        done = subprocess.run(command, env=kept | given, capture_output=True, text=True, timeout=30, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgres://u:secret@127.0.0.1:1/x"),
        ("DATABASE_URL", "postgres://u:sec/ret@127.0.0.1:1/x"),
        ("DATABASE_URL", "mysql://u:secret@127.0.0.1:1/x"),
        ("REDIS_URL", "redis://:secret@127.0.0.1:1/0"),
        ("REDIS_URL", "redis://:sec/ret@127.0.0.1:1/0"),
        ("REDIS_URL", "http://:secret@127.0.0.1:1/0"),
        ("CACHE_URL", "redis://:secret@127.0.0.1:1/1"),
        ("BROKER_URL", "redis://:secret@127.0.0.1:1/2"),
        ("PUBLIC_URL", "secret.example.org"),
    ],
)
def test_useless_address_is_refused_in_one_line(refusal, name, url):
    code, words = refusal(**{name: url})
    assert code == 1
    assert name in words
    assert words.count("\n") == 1
    assert "sec" not in words


def test_taken_port_is_refused_with_a_way_out(refusal):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        next_port = preflight.next_port(port)
        assert refusal(PORT=str(port)) == (1, f"Port {port} is taken. Try: make run PORT={next_port}\n")


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "65536", "8000 ", "9" * 5000])
def test_port_must_be_a_number(text):
    with pytest.raises(preflight.NotReady, match="PORT must be a number from 1 to 65535"):
        preflight.port(text)


@pytest.mark.parametrize(("port", "other"), [(8000, 8001), (80, 8001), (65535, 8001), (9000, 9001)])
def test_next_port_is_one_that_anybody_may_use(port, other):
    assert preflight.next_port(port) == other


def test_full_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda folder: SimpleNamespace(free=42_000_000))
    with pytest.raises(preflight.NotReady, match="42 MB are free"):
        preflight.disk_space(tmp_path)


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        preflight.DatabaseError("database or disk is full"),
        preflight.DatabaseError('could not extend file "base/5/1": No space left on device\nHINT:  Free some.'),
    ],
)
def test_disk_that_becomes_full_is_named(error):
    assert preflight.one_line(error).startswith("The disk is full.")


def test_one_process_holds_a_folder(tmp_path):
    lock = preflight.take_lock(tmp_path / "run.lock", "Taken.")
    with pytest.raises(preflight.NotReady, match=rf"^Taken\. To stop it: kill {os.getpid()}$"):
        preflight.take_lock(tmp_path / "run.lock", "Taken.")
    os.close(lock)
    os.close(preflight.take_lock(tmp_path / "run.lock", "Taken."))


def test_cluster_needs_the_other_two_addresses(monkeypatch):
    monkeypatch.setattr(preflight, "redis_server", lambda name, url: None)
    given = {"REDIS_URL": "redis://127.0.0.1:1/0?cluster=1"}
    with pytest.raises(preflight.NotReady, match="set CACHE_URL and BROKER_URL too"):
        preflight.servers(given)
    preflight.servers(given | {"CACHE_URL": "redis://127.0.0.1:1/0", "BROKER_URL": "redis://127.0.0.1:1/0"})


def start_valkey(folder):
    """A server in `folder` and a client for it, once it answers."""
    server = subprocess.Popen(valkey.command(folder, folder / "s"))
    client = redis.Redis(unix_socket_path=str(folder / "s"))
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.02)
    return server, client


def test_valkey_is_private_and_keeps_its_data_over_a_kill(tmp_path):
    server, client = start_valkey(tmp_path)
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700
    assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
    client.incr("views")
    client.close()
    server.send_signal(signal.SIGKILL)
    server.wait()

    server, client = start_valkey(tmp_path)
    views = client.get("views")
    client.close()
    server.terminate()
    assert (server.wait(), views) == (0, b"1")


def test_valkey_that_dies_is_started_again(tmp_path):
    program = f"""
import pathlib, sys
from local import valkey
sys.exit(valkey.keep_running(valkey.command(pathlib.Path({str(tmp_path)!r}), pathlib.Path({str(tmp_path / "s")!r}))))
"""
    keeper = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT / "site", stderr=subprocess.PIPE, text=True)
    with redis.Redis(unix_socket_path=str(tmp_path / "s"), retry=None) as client:
        first = process_id(client)
        time.sleep(1.1)  # one that ends sooner could not start
        os.kill(first, signal.SIGKILL)
        assert process_id(client, other_than=first)
    keeper.terminate()
    assert "Valkey has ended with -9" in keeper.communicate(timeout=10)[1]
    assert keeper.returncode == 0


def process_id(client, other_than=None):
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        try:
            if (found := client.info("server")["process_id"]) != other_than:
                return found
        except redis.ConnectionError:
            time.sleep(0.02)
    return None
