"""What must hold before `make run` starts anything. Each check raises NotReady with one line for who asked."""

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

ROOM = 100 * 10**6  # bytes
PATIENCE = 5  # seconds
POSTGRES = {"postgres", "postgresql", "pgsql", "psql"}


class NotReady(Exception):
    """What is wrong and what to do, in one line that never holds a password."""


def one_line(error: Exception) -> str:
    """What to tell about `error`: its first line, or that the disk is full, in whatever words it said so."""
    if getattr(error, "errno", None) == errno.ENOSPC or re.search("disk is full|No space left", str(error)):
        return "The disk is full. Free some space, then try again: what was saved is kept."
    line = str(error).strip().partition("\n")[0]
    return f"The database does not work: {line}." if isinstance(error, DatabaseError) else line


def hold(path: Path, taken: str) -> int:
    """Locks the file `path`, in which it notes this process, until this process ends. Answers the file's descriptor.

    Raises NotReady with the sentence `taken` where another process has it.
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
    """The number in `text`, once a server can listen there."""
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise NotReady(f"PORT must be a number from 1 to 65535, not {text!r}. Try: make run PORT=8001")
    number = int(text)
    try:
        # As gunicorn does: the closed connections of the last run do not make a port taken.
        socket.create_server(("127.0.0.1", number)).close()
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise NotReady(f"Port {number} {why}. Try: make run PORT={next_port(number)}") from None
    return number


def next_port(number: int) -> int:
    return number + 1 if 1023 < number < 65535 else 8001


def room(folder: Path):
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise NotReady(f"The disk is nearly full: {free // 10**6} MB are free for {folder}, 100 MB are needed.")


def database(url: str):
    """Checks what DATABASE_URL says; a PostgreSQL must answer. Needs Django's settings for that."""
    scheme = url.partition("://")[0]
    try:
        spelled = scheme == "sqlite" or (scheme in POSTGRES and environ.Env.db_url_config(url)["NAME"])
    except ValueError:  # its text may quote the password
        spelled = False
    if not spelled:
        raise NotReady("DATABASE_URL must be like postgres://user:password@host:5432/name or sqlite:////folder/file.")
    if scheme in POSTGRES:
        try:
            connection.Database.connect(**connection.get_connection_params()).close()
        except connection.Database.Error as error:
            raise NotReady(f"The database in DATABASE_URL does not answer: {one_line(error)}") from None


def redis_server(name: str, url: str):
    """Checks the address in the variable `name`: a Redis must answer there, a Redis Cluster by any of its nodes."""
    url = re.sub(r"([?&])cluster=[^&]*&?", r"\1", url)
    limits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": None}
    try:
        with redis.Redis.from_url(url, **limits) as client:
            client.ping()
    except redis.RedisError as error:
        raise NotReady(f"The Redis in {name} does not answer: {one_line(error)}") from None
    except (TypeError, ValueError):
        raise NotReady(f"{name} must be an address like redis://:password@host:6379/0.") from None


def servers(given: dict[str, str]):
    """Checks every server that the environment `given` names."""
    if given.get("DATABASE_URL"):
        database(given["DATABASE_URL"])
    for name in ("REDIS_URL", "CACHE_URL", "BROKER_URL"):
        if given.get(name):
            redis_server(name, given[name])
    if given.get("REDIS_URL") and not (given.get("CACHE_URL") and given.get("BROKER_URL")):
        try:
            redis_urls.with_database(given["REDIS_URL"], 1)
        except ValueError as error:
            raise NotReady(str(error)) from None
