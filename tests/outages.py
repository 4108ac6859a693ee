"""Redis is away: what the fixture `outage` does."""

import contextlib
import socket

from redis_servers.breaker import breaker

ALIASES = ("default", "counters", "jobs")  # settings.CACHES that are Redis


@contextlib.contextmanager
def outage(settings, kind="refused"):
    """settings: pytest-django's fixture. Django makes its connections anew for each of the two changes."""
    usual = settings.CACHES
    with address_of(kind) as url:
        away = {alias: usual[alias] | {"LOCATION": url, "OPTIONS": settings.REDIS_OPTIONS} for alias in ALIASES}
        settings.CACHES = usual | away
        try:
            yield
        finally:
            settings.CACHES = usual
            breaker(url).close()
            for alias in ALIASES:
                assert breaker(usual[alias]["LOCATION"]).check_now()


@contextlib.contextmanager
def address_of(kind):
    """Where a server refuses or hangs."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))  # the port is taken, so nobody else comes to listen there
        if kind == "hung":
            server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
