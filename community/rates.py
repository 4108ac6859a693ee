"""How often a member may do something."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_ratelimit.core import get_usage

from web.errors import HttpError


def check_rate(request: HttpRequest, action: str, rate: str) -> None:
    """Counts this time. Raises HttpError(429) where the member did `action` more often than `rate`, such as "60/h"."""
    usage = get_usage(request, group=f"community.{action}", key="user", rate=rate, increment=True)
    if usage and usage["should_limit"]:
        message = _("That was a lot in a short time. Please go on later.")
        raise HttpError(429, message, {"Retry-After": str(max(1, usage["time_left"]))})
