"""What is asked for at sign-up and sign-in. The forms are django-allauth's, in our words."""

from allauth.account import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from activity.recording import record
from activity.verbs import Verb

from . import usernames
from .models import Member

PASSWORD_HELP = _("At least 8 characters; not digits alone, and not a common password.")


class Plain:
    """Without placeholders, which go away when one begins to write; `labels` and `helps` instead."""

    labels = {}
    helps = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignUpForm(Plain, forms.SignupForm):
    labels = {"username": _("Username"), "email": _("Email address"), "password1": _("Password")}
    helps = {
        "username": _("Letters, digits and _ - . It becomes your address here, in small letters."),
        "email": _("Nobody else sees it."),
        "password1": PASSWORD_HELP,
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocapitalize": "none", "spellcheck": "false", "maxlength": usernames.LONGEST}
        self.fields["username"].widget.attrs.update(attributes)

    def try_save(self, request):
        """Raises ValidationError where somebody else was quicker to take the username."""
        try:
            with transaction.atomic():
                member, response = super().try_save(request)
                if member:
                    record(member, Verb.JOINED)
                return member, response
        except IntegrityError:
            raise usernames.TAKEN from None


class SignInForm(Plain, forms.LoginForm):
    labels = {"login": _("Username or email address"), "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(attributes)

    def clean_login(self):
        """The username as it is kept, for however it was written: so its tries are counted as those of one account."""
        login = super().clean_login()
        member = Member.objects.filter(username_key=usernames.skeleton(login)).first()
        same = member and usernames.normalize(member.username) == usernames.normalize(login)
        return member.username if same else login


class ChangePasswordForm(Plain, forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, again"),
    }
    helps = {"password1": PASSWORD_HELP}


class SetPasswordForm(Plain, forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password, again")}
    helps = {"password1": PASSWORD_HELP}


class NewPasswordForm(Plain, forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, again")}
    helps = {"password1": PASSWORD_HELP}


class ResetPasswordForm(Plain, forms.ResetPasswordForm):
    labels = {"email": _("Email address")}


class ChangeEmailForm(Plain, forms.AddEmailForm):
    labels = {"email": _("New email address")}
