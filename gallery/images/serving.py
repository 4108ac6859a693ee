"""Media on one machine; past it the proxy, as the README shows, or the object storage serves them."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from .files import RENDITIONS

# Should a file be taken for a page all the same, it may do nothing.
MEDIA_POLICY = "default-src 'none'; sandbox"


def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition's file. Nothing else in MEDIA_ROOT has an address: no original, no document."""
    response = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT, RENDITIONS)))
    response["Content-Security-Policy"] = MEDIA_POLICY
    response["Cache-Control"] = "private, max-age=86400"
    return response
