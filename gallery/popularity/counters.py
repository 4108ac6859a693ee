"""The way to the counters' Redis. Nothing else talks to it: each command is sent once, through one breaker."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django_redis import get_redis_connection
from redis import exceptions

from redis_servers.breaker import breaker as breaker_of

from .periods import Period

PREFIX = "{views}:"  # gallery/popularity/__init__.py lists the keys
SEEN, NETWORK, EVENTS = f"{PREFIX}seen:", f"{PREFIX}network:", f"{PREFIX}events"

# The connections in settings.CACHES: a page waits 100 ms for Redis, a job 2 seconds.
PAGES, JOBS = "counters", "jobs"


class CountersUnavailable(Exception):
    """Redis did not answer. It may have carried the command out all the same."""


def ask(command: Callable[[Any], Any], connection: str = PAGES) -> Any:
    """What `command` answers, which gets redis-py's client. Raises CountersUnavailable."""
    if not breaker.allows():
        raise CountersUnavailable
    try:
        return command(get_redis_connection(connection))
    except (exceptions.RedisError, exceptions.RedisClusterException) as error:
        breaker.failed(error)
        raise CountersUnavailable from error


def check() -> None:
    """Raises RedisError unless Redis takes writes: one that is full or read-only still answers a ping."""
    get_redis_connection(PAGES).set(f"{PREFIX}check", 1, ex=60)


breaker = breaker_of(settings.CACHES[PAGES]["LOCATION"])
breaker.checks["counters"] = check


def ranking_key(period: Period, last: date) -> str:
    return f"{PREFIX}ranking:{period}:{last}"


def published_key(last: date) -> str:
    return f"{PREFIX}published:{last}"


def skipped_key(day: date) -> str:
    return f"{PREFIX}skipped:{day}"


def ranking_member(picture: int) -> str:
    """A picture's id in a ranking, padded: of pictures with as many views, the newest then comes first."""
    return f"{picture:020d}"
