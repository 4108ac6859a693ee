from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found


class PrivatePagesMiddleware:
    """Keeps pages out of shared caches: views would go uncounted, and a reader could get a page made for another.

    How long media and static files may be cached is up to whitenoise and the web server.
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
    """For development: shows the site's own 404 page, as visitors see it, instead of Django's with DEBUG."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
