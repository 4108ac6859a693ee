"""Which language an answer is in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

PARAMETER = "lang"


def language_of_address(request: HttpRequest) -> str | None:
    """The language in `?lang=`, for htmx in that of the page it is on; None if it is none of ours."""
    language = request.GET.get(PARAMETER) or QueryDict(_query(request.headers.get("HX-Current-URL", ""))).get(PARAMETER)
    return language if language in dict(settings.LANGUAGES) else None


def _query(address: str) -> str:
    """The query of the address; empty where it is malformed."""
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


class LanguageMiddleware(LocaleMiddleware):
    """`?lang=ko` is in Korean whoever opens it, so that search engines find each language at an address of its own.

    Every other address is in the language that was chosen in the footer (a cookie), else in the browser's.
    """

    def process_request(self, request: HttpRequest) -> None:
        if language := language_of_address(request):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        patch_vary_headers(response, ["Cookie"])
        return response
