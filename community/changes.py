"""The three addresses at which members change something: what is asked for, and how it is answered."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.generic import View
from django_ratelimit.core import get_usage


@dataclass
class Refusal(Exception):
    """Why a change is not made: an HTTP status, a sentence for people, and further headers."""

    status: int
    message: str
    headers: dict | None = None


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as JSON, or as a page in the site's look."""
    if wants_json(request):
        content = {"status": "error", "message": refusal.message}
        return JsonResponse(content, status=refusal.status, headers=refusal.headers)
    if request.htmx:
        return HttpResponse(refusal.message, "text/plain", status=refusal.status, headers=refusal.headers)
    page = render_to_string("community/refusal.html", {"refusal": refusal}, request)
    return HttpResponse(page, status=refusal.status, headers=refusal.headers)


def csrf_failure(request: HttpRequest, reason="") -> HttpResponse:
    message = _("This form has expired, or cookies are off. Go back, reload the page and try again.")
    return refuse(request, Refusal(403, message))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not even be read, such as a form without its end."""
    if not wants_json(request):
        return defaults.bad_request(request, exception)
    message = _("Its address or form holds something that the site does not understand.")
    return refuse(request, Refusal(400, message))


class ChangeView(View):
    """POST `action=`: sets a state, and answers with the server's own numbers after the change.

    A form is sent back to where it came from, JSON gets an object, htmx the button, rendered anew.
    """

    http_method_names = ["post"]
    actions = {}  # action -> what does it: (member, target) -> whether anything changed
    limited = {}  # action -> how often, such as "60/h"
    template_name = None

    def get_target(self):
        """What it is done to. Raises Refusal(404) alike for what is not there and what this member may not see."""
        raise NotImplementedError

    def get_state(self, target):
        """The answer in JSON, without its status."""
        raise NotImplementedError

    def get_context(self, target):
        """What the button's template needs."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            return refuse(request, refusal)

    def http_method_not_allowed(self, request, *args, **kwargs):
        raise Refusal(405, _("This address takes a POST."), {"Allow": "POST"})

    def post(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.sign_in_first()
        action = request.POST.get("action")
        if action not in self.actions:
            raise Refusal(400, _("There is no such action."))
        target = self.get_target()
        self.check_rate(action)
        self.change(action, target)
        return self.answer(target)

    def sign_in_first(self):
        """To the sign-in, and from there back to the page; a script gets 401."""
        sign_in = redirect_to_login(came_from(self.request) or "/", settings.LOGIN_URL)
        if self.request.htmx:
            return HttpResponse(status=401, headers={"HX-Redirect": sign_in.url})
        if wants_json(self.request):
            raise Refusal(401, _("Sign in first."))
        return sign_in

    def check_rate(self, action):
        rate = self.limited.get(action)
        if not rate:
            return
        usage = get_usage(self.request, group=f"community.{action}", key="user", rate=rate, increment=True)
        if usage and usage["should_limit"]:
            message = _("That was a lot in a short time. Please go on later.")
            raise Refusal(429, message, {"Retry-After": str(max(1, usage["time_left"]))})

    def change(self, action, target):
        self.actions[action](self.request.user, target)

    def answer(self, target):
        if self.request.htmx:
            return render(self.request, self.template_name, self.get_context(target))
        if wants_json(self.request):
            return JsonResponse({"status": "ok", **self.get_state(target)})
        return redirect(came_from(self.request) or target.get_absolute_url())


def came_from(request: HttpRequest) -> str | None:
    """The page that the form stands on, if it is one of ours."""
    for url in (request.POST.get("next"), request.headers.get("Referer")):
        if url and url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
            return url
    return None


def number(text: str) -> int | None:
    """The id in an address; None for anything but plain digits that a database can hold."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None
