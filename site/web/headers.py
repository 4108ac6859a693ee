"""What browsers may do with our answers: run and load our own files alone, and ask for no device."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

PUBLIC = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}
# Wagtail's date fields and choosers begin with inline scripts, some of which come later with a dialog; its previews are
# pages in frames, and an upload is shown at once. The only handler in an attribute is "return;", by which its cropper
# asks whether there is touch.
ADMIN = PUBLIC | {
    "script-src": "'self' 'unsafe-inline'",
    "script-src-attr": "'unsafe-hashes' 'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
}
DEVICES = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in (*DEVICES, "browsing-topics")), "fullscreen=(self)"])


def media_host() -> str:
    """Where pictures lie if not on this host: "https://bucket.example.org"; else empty."""
    parts = urlsplit(default_storage.url("any"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def written(policy: dict[str, str], host: str) -> str:
    """The header's text. host: one more from which pictures may come."""
    allowed = policy | {"img-src": f"{policy['img-src']} {host}".rstrip()}
    return "; ".join(f"{name} {sources}" for name, sources in allowed.items())


class PolicyMiddleware:
    """Answers that have a policy of their own, such as media and documents, keep it."""

    def __init__(self, get_response):
        self.get_response = get_response
        host = media_host()
        self.public, self.admin = written(PUBLIC, host), written(ADMIN, host)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if not (settings.DEBUG and response.status_code == 500):  # Django's page with the traceback has inline styles
            in_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
            response.setdefault("Content-Security-Policy", self.admin if in_admin else self.public)
        return response
