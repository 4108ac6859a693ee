from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's IP address, as the outermost of our own proxies saw it; empty on a Unix socket.

    What stands further left in X-Forwarded-For the client may have made up.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.PROXY_COUNT <= len(hops):
        return hops[-settings.PROXY_COUNT]
    return request.META.get("REMOTE_ADDR", "")
