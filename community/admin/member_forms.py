"""The forms for members in Wagtail's user administration."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from activity.recording import record
from activity.verbs import Verb
from community.models import Member
from community.usernames import TAKEN, skeleton

OWN_FIELDS = {"display_name", "bio", "location", "website", "hide_likes", "hide_follows"}
RIGHTS = ("is_superuser", "groups")


class LookAlikeMixin:
    def _clean_username(self):
        """Refuses a name that looks like another member's, as the sign-up does. Editors may give reserved names."""
        super()._clean_username()
        username = self.cleaned_data.get("username")
        others = Member.objects.exclude(pk=self.instance.pk)
        if username and others.filter(username_key=skeleton(username)).exists():
            self.add_error("username", TAKEN)


class RightsMixin:
    """Rights are given by superusers alone: whoever may edit members could give themselves any."""

    def __init__(self, *args, editor, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(RIGHTS) & self.fields.keys():
            self.fields[name].disabled = not editor.is_superuser


def website_field():
    return forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")


class MemberCreationForm(RightsMixin, LookAlikeMixin, UserCreationForm):
    website = website_field()

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OWN_FIELDS

    @transaction.atomic
    def save(self, commit=True):
        member = super().save(commit)
        if commit:
            record(member, Verb.JOINED)
        return member


class MemberEditForm(RightsMixin, LookAlikeMixin, UserEditForm):
    """Without `is_active`: members are suspended for a reason (member_page.py)."""

    website = website_field()

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields - {"is_active"} | OWN_FIELDS

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_superuser"]
