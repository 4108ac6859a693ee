"""How errors are answered: as a page in the site's look, as JSON, or for htmx as plain text, with their HTTP status."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults


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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _("This form has expired, or cookies are off. Go back, reload the page and try again.")
    return error_response(request, HttpError(403, message))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For a request that cannot be read, such as a form that is cut off."""
    if not wants_json(request):
        return defaults.bad_request(request, exception)
    message = _("Its address or form holds something that the site does not understand.")
    return error_response(request, HttpError(400, message))
