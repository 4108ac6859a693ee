"""django-allauth's adapter: how usernames are checked, how mail is sent, and what a sign-in goes through."""

import logging
from contextlib import suppress
from urllib.parse import urlencode, urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.client_address import client_network

from . import usernames
from .devices import remember_device
from .models import Member
from .tries import count_try

logger = logging.getLogger(__name__)
WRONG_CREDENTIALS = gettext_lazy("This name and this password do not belong together.")


class AccountAdapter(DefaultAccountAdapter):
    # The same sentence whether the name or the password is wrong, so that nobody finds out which accounts there are.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_CREDENTIALS,
        "email_password_mismatch": WRONG_CREDENTIALS,
        "email_taken": gettext_lazy("There is an account with this email address already."),
        "enter_current_password": gettext_lazy("This is not your current password."),
    }

    def clean_username(self, username, shallow=False):
        usernames.validate_username(username)
        if not shallow and Member.objects.filter(username_key=usernames.skeleton(username)).exists():
            raise usernames.TAKEN
        return usernames.normalize(username)

    def can_delete_email(self, email_address):
        """Not the primary one: a member without an address could not reset a password."""
        return not email_address.primary and super().can_delete_email(email_address)

    def send_mail(self, template_prefix, email, context):
        """Tells the member where the mail server does not answer; what they were doing goes on."""
        try:
            super().send_mail(template_prefix, email, context | self.links(context))
        except OSError:  # SMTPException is one
            logger.exception("No mail could be sent.")
            messages.error(self.request, _("We cannot send mail at the moment. Please try again later."))

    def links(self, context):
        """Those of a mail, at the site's own address: what a request says in `Host:` is up to who sends it."""
        links = {"site_url": "/", "password_reset_url": reverse("account_reset_password")}
        links |= {name: link for name, link in context.items() if name.endswith("_url")}
        if settings.PUBLIC_URL:
            return {name: urljoin(settings.PUBLIC_URL, urlsplit(link).path) for name, link in links.items()}
        return {name: self.request.build_absolute_uri(link) for name, link in links.items()}

    def get_client_ip(self, request):
        return client_network(request) or "unknown"  # on a Unix socket there is none

    def is_safe_url(self, url):
        """Whether `?next=` leads to us. Not where it is no address at all, such as "http://[", which Python refuses."""
        with suppress(ValueError):
            return super().is_safe_url(url)
        return False

    def pre_authenticate(self, request, **credentials):
        """Counts the try; django-allauth rolls it back where the password is right."""
        self._login_failed_rl_usage = count_try(request, **credentials)
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, *, signup, redirect_url, **kwargs):
        """After the sign-up, in place of where somebody came from, to the first step, which leads there."""
        if signup:
            query = f"?{urlencode({'next': redirect_url}, safe='/')}" if redirect_url else ""
            redirect_url = reverse("welcome") + query
        response = super().post_login(request, user, signup=signup, redirect_url=redirect_url, **kwargs)
        remember_device(response, user)
        return response

    def get_login_stages(self):
        ours = {"allauth.account.stages.EmailVerificationStage": "community.accounts.VerificationStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]
