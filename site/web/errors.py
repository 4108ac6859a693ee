"""How errors are answered: as a page in the site's look, as JSON, or for htmx as plain text, with their HTTP status."""

import errno
import sys
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass
class HttpError(Exception):
    """Why a request is refused: an HTTP status, a sentence for the reader, and headers to add."""

    status: int
    message: str
    headers: dict[str, str] | None = None


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def error_response(request: HttpRequest, error: HttpError) -> HttpResponse:
    if wants_json(request):
        content = {"status": "error", "message": error.message}
        return JsonResponse(content, status=error.status, headers=error.headers)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(error.message, "text/plain", status=error.status, headers=error.headers)
    page = render_to_string("web/error.html", {"error": error}, request)
    return HttpResponse(page, status=error.status, headers=error.headers)


class HttpErrorMixin:
    """For a view whose methods raise HttpError."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the view's
        except HttpError as error:
            return error_response(request, error)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, 507 where the disk is full, 500 for a mistake of ours.

    Its pages ask nothing of the database: who is signed in is not known here.
    """
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        return _plain_error(request, HttpError(503, _("We will be back in a moment."), {"Retry-After": "5"}))
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return _plain_error(request, HttpError(507, _("There is no room for more files at the moment.")))
    return _plain_error(request, HttpError(500, _("Something broke on our side")))


def _plain_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if wants_json(request):
        return error_response(request, error)
    page = render_to_string("500.html", {"error": error})
    return HttpResponse(page, status=error.status, headers=error.headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _("This form has expired, or cookies are off. Go back, reload the page and try again.")
    return error_response(request, HttpError(403, message))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For a request that cannot be read, such as a form that is cut off."""
    if not wants_json(request):
        return defaults.bad_request(request, exception)
    message = _("Its address or form holds something that the site does not understand.")
    return error_response(request, HttpError(400, message))
