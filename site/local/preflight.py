"""What `make run` checks before it starts anything. Each check raises NotReady, with one line for the terminal."""

import errno
import fcntl
import os
import re
import shutil
import socket
from pathlib import Path

import environ
import redis
from django.db import DatabaseError, connection

from redis_servers import redis_urls

NEEDED_SPACE = 100 * 10**6  # bytes
TIMEOUT = 5  # seconds
POSTGRES = {"postgres", "postgresql", "pgsql", "psql"}


class NotReady(Exception):
    """What is wrong and what to do, in one line that never holds a password."""


def one_line(error: Exception) -> str:
    """The first line of the error's message; if it says in any way that the disk is full, a plain sentence instead."""
    if getattr(error, "errno", None) == errno.ENOSPC or re.search("disk is full|No space left", str(error)):
        return "The disk is full. Free some space, then try again: what was saved is kept."
    line = str(error).strip().partition("\n")[0]
    return f"The database does not work: {line}." if isinstance(error, DatabaseError) else line


def take_lock(path: Path, taken: str) -> int:
    """Locks the file `path` until this process ends, and writes the process id into it. Answers its file descriptor.

    Raises NotReady, with the sentence `taken`, where another process has the lock.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NotReady(f"{taken} To stop it: kill {path.read_text()}") from None
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


def port(text: str) -> int:
    """The number in `text`. Raises NotReady if it is none, or if no server can listen on that port."""
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise NotReady(f"PORT must be a number from 1 to 65535, not {text!r}. Try: make run PORT=8001")
    number = int(text)
    try:
        # With SO_REUSEADDR, as gunicorn: a port is not taken because connections of the last run are still closing.
        socket.create_server(("127.0.0.1", number)).close()
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise NotReady(f"Port {number} {why}. Try: make run PORT={next_port(number)}") from None
    return number


def next_port(number: int) -> int:
    return number + 1 if 1023 < number < 65535 else 8001


def disk_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_SPACE:
        raise NotReady(f"The disk is nearly full: {free // 10**6} MB are free for {folder}, 100 MB are needed.")


def database(url: str) -> None:
    """Checks the address in DATABASE_URL; if it is a PostgreSQL, that must answer, by Django's settings."""
    scheme = url.partition("://")[0]
    try:
        is_valid = scheme == "sqlite" or (scheme in POSTGRES and environ.Env.db_url_config(url)["NAME"])
    except ValueError:  # not shown, as its message may quote the password
        is_valid = False
    if not is_valid:
        raise NotReady("DATABASE_URL must be like postgres://user:password@host:5432/name or sqlite:////folder/file.")
    if scheme in POSTGRES:
        try:
            connection.Database.connect(**connection.get_connection_params()).close()  # type: ignore[attr-defined]
        except connection.Database.Error as error:  # type: ignore[attr-defined]
            raise NotReady(f"The database in DATABASE_URL does not answer: {one_line(error)}") from None


def redis_server(name: str, url: str) -> None:
    """Checks the address in the variable `name`: a Redis must answer there, a Redis Cluster by any of its nodes."""
    url = re.sub(r"([?&])cluster=[^&]*&?", r"\1", url)
    limits = {"socket_connect_timeout": TIMEOUT, "socket_timeout": TIMEOUT, "retry": None}
    try:
        with redis.Redis.from_url(url, **limits) as client:
            client.ping()
    except redis.RedisError as error:
        raise NotReady(f"The Redis in {name} does not answer: {one_line(error)}") from None
    except (TypeError, ValueError):
        raise NotReady(f"{name} must be an address like redis://:password@host:6379/0.") from None


def servers(environment: dict[str, str]) -> None:
    """Checks every server that the environment names."""
    if environment.get("DATABASE_URL"):
        database(environment["DATABASE_URL"])
    for name in ("REDIS_URL", "CACHE_URL", "BROKER_URL"):
        if environment.get(name):
            redis_server(name, environment[name])
    if environment.get("REDIS_URL") and not (environment.get("CACHE_URL") and environment.get("BROKER_URL")):
        try:
            redis_urls.with_database(environment["REDIS_URL"], 1)
        except ValueError as error:
            raise NotReady(str(error)) from None
