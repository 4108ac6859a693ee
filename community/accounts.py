"""Signing up and signing in: what we need beyond django-allauth's views."""

import time

from allauth.account import views
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from web.errors import HttpError, error_response

from .devices import remember_device
from .reasons import ReasonMixin

WAIT = 300  # seconds; django-allauth's limit on wrong passwords for one account, as its other limits are shorter
SENT_BACK = "account_sent_back"  # session key: [where to, when]


def too_many_tries(request: HttpRequest) -> HttpResponse:
    message = _("Those were too many tries. Please wait five minutes, then try again.")
    return error_response(request, HttpError(429, message, {"Retry-After": str(WAIT)}))


class LimitedMixin:
    """For a view whose form asks for a password: where that was tried too often, status 429 in place of the form."""

    def form_invalid(self, form):
        if any(form.has_error(field, "too_many_login_attempts") for field in form.errors):
            return too_many_tries(self.request)
        return super().form_invalid(form)


class SignUpView(ReasonMixin, views.SignupView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error("username", error)
            return self.form_invalid(form)


class SignInView(ReasonMixin, LimitedMixin, views.LoginView):
    """Answers 403 to members who are signed in and are sent here all the same.

    Wagtail sends everybody here who may not see a page. django-allauth sends members who are signed in back to it, so
    that a browser would go back and forth without end.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            url = self.get_next_url()
            if url and (self.is_closed_admin(url) or self.is_sent_again(url)):
                return error_response(request, HttpError(403, _("Your account may not see this page.")))
        return super().dispatch(request, *args, **kwargs)

    def is_closed_admin(self, url):
        admin = url.startswith(reverse("wagtailadmin_home"))
        return admin and not self.request.user.has_perm("wagtailadmin.access_admin")

    def is_sent_again(self, url):
        """Whether the member was sent back to this page a moment ago. If not, the session notes that they are now."""
        now = time.time()
        before = self.request.session.pop(SENT_BACK, None)
        if before and before[0] == url and now - before[1] < 10:
            return True
        self.request.session[SENT_BACK] = [url, now]
        return False


class ChangePasswordView(LimitedMixin, views.PasswordChangeView):
    pass


@method_decorator(sensitive_post_parameters("oldpassword"), name="dispatch")
class ChangeEmailView(LimitedMixin, views.EmailView):
    pass


class NewPasswordView(views.PasswordResetFromKeyView):
    def form_valid(self, form):
        """Who opened a link in our mail may sign in here, however many others try to."""
        response = super().form_valid(form)
        remember_device(response, self.reset_user)
        return response


class VerificationStage(EmailVerificationStage):
    """Asks only those who signed up for a verified address: accounts from `createsuperuser` or the admin have none."""

    def handle(self):
        if self.login.user and not EmailAddress.objects.filter(user=self.login.user).exists():
            return None, True
        return super().handle()
