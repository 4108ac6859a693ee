"""Who asks, as far as addresses tell."""

from contextlib import suppress
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; empty where there is none, as on a socket.

    What stands further left in X-Forwarded-For is the client's own claim.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.PROXY_COUNT <= len(hops):
        return hops[-settings.PROXY_COUNT]
    return request.META.get("REMOTE_ADDR", "")


def client_network(request: HttpRequest) -> str:
    """The part of the client's address that the client cannot choose: of IPv6 the first 64 bits, of IPv4 all."""
    text = client_address(request)
    with suppress(ValueError):
        address = ip_address(text)
        if isinstance(address, IPv6Address):
            return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False).network_address)
    return text
