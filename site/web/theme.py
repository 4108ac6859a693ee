"""Light or dark: the visitor's choice, kept in a cookie, so that a page arrives in the right theme."""

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from web.errors import HttpError, error_response
from web.requests import came_from

COOKIE = "theme"
A_YEAR = 365 * 24 * 60 * 60  # seconds


class Theme(TextChoices):
    SYSTEM = "system", gettext_lazy("System")
    LIGHT = "light", gettext_lazy("Light")
    DARK = "dark", gettext_lazy("Dark")


def chosen_theme(request: HttpRequest) -> Theme:
    """What the visitor chose; SYSTEM where they have not, or where the cookie holds anything else."""
    choice = request.COOKIES.get(COOKIE, "")
    return Theme(choice) if choice in Theme else Theme.SYSTEM


def theme(request: HttpRequest) -> dict:
    """For every template: `theme`, the choice, and `themes`, what there is to choose from."""
    return {"theme": chosen_theme(request), "themes": Theme}


# Whoever makes a browser change its theme has done no harm, and pages without a token need no cookie.
@method_decorator(csrf_exempt, name="dispatch")
class ThemeView(View):
    """POST `theme=system|light|dark`: keeps the choice for a year. Redirects back to the page; htmx gets 204."""

    http_method_names = ["post"]

    def post(self, request):
        choice = request.POST.get("theme")
        if choice not in Theme:
            return error_response(request, HttpError(400, _("There is no such theme.")))
        response = HttpResponse(status=204) if request.htmx else redirect(came_from(request) or "/")
        response.set_cookie(COOKIE, choice, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
        return response

    def http_method_not_allowed(self, request, *args, **kwargs):
        return error_response(request, HttpError(405, _("This address takes a POST."), {"Allow": "POST"}))
