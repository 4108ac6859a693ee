"""Wagtail's views that ask for the password of a page or document, with a limit on tries as the sign-in has one."""

from django.http import HttpRequest, HttpResponse
from django_ratelimit.core import get_usage
from wagtail.documents.views.serve import authenticate_with_password as document_view
from wagtail.views import authenticate_with_password as page_view

from web.client_address import client_network

from .accounts import too_many_tries


def page_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    if _tried_too_often(request, "page password"):
        return too_many_tries(request)
    return page_view(request, page_view_restriction_id, page_id)


def document_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    if _tried_too_often(request, "document password"):
        return too_many_tries(request)
    return document_view(request, restriction_id)


def _tried_too_often(request: HttpRequest, group: str) -> bool:
    """Counts this time."""
    tries = get_usage(request, group=group, key=_network, rate="10/5m", method="POST", increment=True)
    return bool(tries and tries["should_limit"])


def _network(_group, request):
    return client_network(request)
