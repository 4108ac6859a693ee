"""Where django-allauth asks us: how usernames are checked, mail is sent, and who signs in how."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.client_address import client_address

from . import usernames
from .models import Member

logger = logging.getLogger(__name__)
WRONG = gettext_lazy("This name and this password do not belong together.")


class AccountAdapter(DefaultAccountAdapter):
    # One sentence for every wrong pair: it does not tell which accounts there are.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "email_taken": gettext_lazy("There is an account with this email address already."),
        "enter_current_password": gettext_lazy("This is not your current password."),
    }

    def clean_username(self, username, shallow=False):
        usernames.validate_username(username)
        if not shallow and Member.objects.filter(username_key=usernames.skeleton(username)).exists():
            raise usernames.TAKEN
        return usernames.normalize(username)

    def can_delete_email(self, email_address):
        """A member without an address could not get back in."""
        return not email_address.primary and super().can_delete_email(email_address)

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away is no reason to lose the rest of what somebody does."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # SMTPException is one
            logger.exception("No mail could be sent.")
            messages.error(self.request, _("We cannot send mail at the moment. Please try again later."))

    def get_client_ip(self, request):
        return client_address(request) or "unknown"  # on a socket there is none

    def get_login_stages(self):
        ours = {"allauth.account.stages.EmailVerificationStage": "community.accounts.VerificationStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]
