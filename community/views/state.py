"""The base of the views at which members follow, like and bookmark."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View
from django_htmx.http import trigger_client_event

from community.rates import check_rate
from community.reasons import sign_in_for
from web.errors import HttpError, HttpErrorMixin, wants_json
from web.requests import came_from


class StateView(HttpErrorMixin, View):
    """POST `action=like`: sets a state, and answers with it and with the numbers after the change.

    A form is redirected to the page it came from; a script that accepts JSON gets an object, htmx the rendered button
    and, for the rest of the page, the event "reacted".
    """

    http_method_names = ["post"]
    actions = {}  # action -> the function that does it, called with (member, target)
    rate_limits = {}  # action -> how often a member may do it, such as "60/h"
    template_name: str  # the button

    def get_target(self):
        """What it is done to. Raises the same HttpError(404) where there is no such target and where it is hidden."""
        raise NotImplementedError

    def get_state(self, target):
        """The state and the numbers, for the answer in JSON."""
        raise NotImplementedError

    def get_context(self, target):
        """What the button's template needs."""
        raise NotImplementedError

    def http_method_not_allowed(self, request, *args, **kwargs):
        raise HttpError(405, _("This address takes a POST."), {"Allow": "POST"})

    def post(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.sign_in_first()
        action = request.POST.get("action")
        if action not in self.actions:
            raise HttpError(400, _("There is no such action."))
        target = self.get_target()
        self.check_rate(action)
        self.change(action, target)
        answer = self.answer(target)
        return trigger_client_event(answer, "reacted") if self.request.htmx else answer

    def sign_in_first(self):
        """A redirect to the sign-in, which leads back to the page; for a script, 401."""
        sign_in = redirect(sign_in_for(self.request.POST.get("action"), came_from(self.request) or "/"))
        if self.request.htmx:
            return HttpResponse(status=401, headers={"HX-Redirect": sign_in.url})
        if wants_json(self.request):
            raise HttpError(401, _("Sign in first."))
        return sign_in

    def check_rate(self, action):
        if rate := self.rate_limits.get(action):
            check_rate(self.request, action, rate)

    def change(self, action, target):
        """Does it. Raises HttpError where that is not possible."""
        self.actions[action](self.request.user, target)

    def answer(self, target):
        if self.request.htmx:
            return render(self.request, self.template_name, self.get_context(target))
        if wants_json(self.request):
            return JsonResponse({"status": "ok", **self.get_state(target)})
        return redirect(came_from(self.request) or target.get_absolute_url())
