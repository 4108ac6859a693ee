"""The device cookie: a member signed in from this browser before, so that others' bad tries do not stop them here."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import get_random_string

from .models import Member

A_YEAR = 365 * 24 * 60 * 60  # seconds
SALT = "device"


def remember_device(response: HttpResponseBase, member: Member) -> None:
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        f"{member.pk}:{get_random_string(22)}",
        salt=SALT,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, member: Member | None) -> str | None:
    """What the cookie says, if it is this member's; a text of its own for each time they signed in."""
    device = request.get_signed_cookie(settings.DEVICE_COOKIE_NAME, default=None, salt=SALT, max_age=A_YEAR)
    return device if device and member and device.startswith(f"{member.pk}:") else None
