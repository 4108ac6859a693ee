"""How often a wrong password may be tried. The rates stand in settings.ACCOUNT_RATE_LIMITS.

A stranger's tries are counted for the account in this network, for the account, and for the network. So nobody stops
others from signing in elsewhere; from many networks nobody can go on guessing. A browser that the member signed in from
before has a limit of its own instead, whatever strangers do.
"""

from collections.abc import Iterator

from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.http import HttpRequest

from web.client_address import client_network

from .backends import find_member
from .devices import known_device
from .usernames import normalize

COUNTED_ALWAYS = "login_strangers"  # whether the password is right or wrong


def count_try(request: HttpRequest, **credentials: str) -> RateLimitUsage | None:
    """Answers what to roll back if the password is right; None, and counts nothing, where there were too many."""
    counted, wrong = RateLimitUsage([]), RateLimitUsage([])
    for action, key in _limits(request, credentials):
        usage = consume(request, app="allauth.account", action=action, key=key)
        if usage is None:
            counted.rollback()
            return None
        counted.usage += usage.usage
        wrong.usage += usage.usage if action != COUNTED_ALWAYS else []
    return wrong


def _limits(request: HttpRequest, credentials: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(action, key). The key is the name as it was typed: a shared count would tell whose email address it is."""
    name = normalize(credentials.get("email") or credentials.get("username", ""))
    if device := known_device(request, find_member(**credentials)):
        yield "login_failed_device", device
    else:
        yield "login_failed", f"{client_network(request)} {name}"
        yield "login_failed_account", name
        yield "login_failed_network", ""  # of an action per "ip", as the next one
        yield COUNTED_ALWAYS, ""
