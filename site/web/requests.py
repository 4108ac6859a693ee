"""What a request says: which id is in its address, and which page it came from."""

import re

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def parse_id(text: str) -> int | None:
    """The id in an address; None unless it is ASCII digits, few enough for the database's integers."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def came_from(request: HttpRequest) -> str | None:
    """The page that the form stands on, if it is one of ours."""
    for url in (request.POST.get("next"), request.headers.get("Referer")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
            return url
    return None
