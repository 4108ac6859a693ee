"""django-allauth's forms for signing up, signing in and changing an account, with our labels and help texts."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from activity.recording import record
from activity.verbs import Verb

from . import usernames

PASSWORD_HELP = _("At least 8 characters; not digits alone, and not a common password.")


class PlainLabelsMixin:
    """Labels and help texts in place of django-allauth's placeholders, which vanish as soon as one begins to write."""

    labels = {}
    help_texts = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")


class SignUpForm(PlainLabelsMixin, forms.SignupForm):
    labels = {"username": _("Username"), "email": _("Email address"), "password1": _("Password")}
    help_texts = {
        "username": _("Letters, digits and _ - . It becomes your address here, in small letters."),
        "email": _("Nobody else sees it."),
        "password1": PASSWORD_HELP,
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocapitalize": "none", "spellcheck": "false", "maxlength": usernames.LONGEST}
        self.fields["username"].widget.attrs.update(attributes)

    def try_save(self, request):
        """Raises ValidationError where somebody else has taken the username since the form was checked."""
        try:
            with transaction.atomic():
                member, response = super().try_save(request)
                if member:
                    record(member, Verb.JOINED)
                return member, response
        except IntegrityError:
            raise usernames.TAKEN from None


class SignInForm(PlainLabelsMixin, forms.LoginForm):
    labels = {"login": _("Username or email address"), "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(attributes)


class CurrentPasswordMixin:
    def clean_oldpassword(self):
        """Limited as sign-ins are."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ChangePasswordForm(CurrentPasswordMixin, PlainLabelsMixin, forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, again"),
    }
    help_texts = {"password1": PASSWORD_HELP}


class SetPasswordForm(PlainLabelsMixin, forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password, again")}
    help_texts = {"password1": PASSWORD_HELP}


class NewPasswordForm(PlainLabelsMixin, forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, again")}
    help_texts = {"password1": PASSWORD_HELP}


class ResetPasswordForm(PlainLabelsMixin, forms.ResetPasswordForm):
    labels = {"email": _("Email address")}


class ChangeEmailForm(CurrentPasswordMixin, PlainLabelsMixin, forms.AddEmailForm):
    oldpassword = PasswordField(autocomplete="current-password")

    labels = {"email": _("New email address"), "oldpassword": _("Current password")}
