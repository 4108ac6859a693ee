"""The counters' Redis: every command goes through one breaker, is sent once, and fails as Away."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.conf import settings
from django_redis import get_redis_connection
from redis import exceptions

from redis_servers.breaker import breaker as breaker_of

from .keys import PREFIX

SCRIPTS = Path(__file__).parent / "lua"
ERRORS = (exceptions.RedisError, exceptions.RedisClusterException)


class Away(Exception):
    """Redis did not answer. `uncertain` where it may have carried the command out all the same."""

    def __init__(self, *, uncertain: bool):
        super().__init__()
        self.uncertain = uncertain


# Which of settings.CACHES holds the connections.
connections = ContextVar("connections", default="counters")


@contextmanager
def patiently():
    """For jobs, which no reader waits for: within it a command may take 2 seconds instead of 100 ms."""
    token = connections.set("jobs")
    try:
        yield
    finally:
        connections.reset(token)


def client():
    return get_redis_connection(connections.get())


def run(name: str, keys, args):
    """The answer of the script lua/<name>.lua. Raises Away."""
    return guarded(lambda: run_unguarded(name, keys, args))


def run_unguarded(name: str, keys, args):
    """The same for checks of the breaker, while it lets nothing through. Raises what redis-py raises."""
    return script(name)(keys, args, client=client())


def call(command: str, *args, **options):
    """The answer of redis-py's method of that name. Raises Away."""
    return guarded(lambda: getattr(client(), command)(*args, **options))


def guarded(command):
    if not breaker.allows():
        raise Away(uncertain=False)
    try:
        return command()
    except ERRORS as error:
        breaker.failed(error)
        raise Away(uncertain=_may_have_arrived(error)) from error


def check():
    """A write: a Redis that is full or read-only still answers a ping."""
    client().set(f"{PREFIX}check", 1, ex=60)


breaker = breaker_of(settings.CACHES["counters"]["LOCATION"])
breaker.checks["counters"] = check


@cache
def script(name):
    return client().register_script((SCRIPTS / f"{name}.lua").read_text())


def _may_have_arrived(error):
    """Whether the server may have carried out what failed so: not where it refused it, or was never reached."""
    refused = exceptions.ResponseError, exceptions.AuthenticationError, exceptions.BusyLoadingError
    if isinstance(error, (*refused, exceptions.RedisClusterException)):
        return False
    return "connecting to" not in str(error)
