"""Wagtail's redirects from the addresses that a page had before, behind the gate."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .visibility import visible


class GatedRedirectMiddleware(RedirectMiddleware):
    """404 stays 404 where the page is one that the viewer may not see: its new address has its new title in it."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        return answer if answer is response or may_see_target(request) else response


def may_see_target(request: HttpRequest) -> bool:
    """Whether the redirect from this address leads to a visible page, or to no page at all."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
    page = redirect.redirect_page_id
    return page is None or visible(Page.objects.filter(pk=page), request).exists()
