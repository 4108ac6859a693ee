from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found


class PrivatePagesMiddleware:
    """Keeps pages out of shared caches, which would hide views and show one reader what another may see.

    Media and static files are not touched: whitenoise and the web server say how long those last.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response


class OwnNotFoundPageMiddleware:
    """For development: a page that is not there looks as it does to visitors, and not like Django's own with DEBUG."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
