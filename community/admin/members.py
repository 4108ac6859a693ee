"""Members in Wagtail's user administration."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import DeleteBulkAction
from wagtail.users.views.users import DeleteView, IndexView, UserViewSet

from activity.recording import record
from activity.verbs import Verb
from community.leaving import is_large, leave
from community.models import Member
from community.usernames import TAKEN, skeleton
from web.export_safety import SAFE_CELLS

OWN_FIELDS = {"display_name", "bio", "location", "website", "hide_likes", "hide_follows"}


class LookAlikeMixin:
    def _clean_username(self):
        """Refuses a name that looks like another member's, as the sign-up does. Editors may give reserved names."""
        super()._clean_username()
        username = self.cleaned_data.get("username")
        others = Member.objects.exclude(pk=self.instance.pk)
        if username and others.filter(username_key=skeleton(username)).exists():
            self.add_error("username", TAKEN)


def website_field():
    return forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")


class MemberCreationForm(LookAlikeMixin, UserCreationForm):
    website = website_field()

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OWN_FIELDS

    @transaction.atomic
    def save(self, commit=True):
        member = super().save(commit)
        if commit:
            record(member, Verb.JOINED)
        return member


class MemberEditForm(LookAlikeMixin, UserEditForm):
    website = website_field()

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OWN_FIELDS


class MemberListView(IndexView):
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS

    def get_base_queryset(self):
        """Without those that are deleted, but for what the worker still has to remove."""
        return super().get_base_queryset().filter(departure=None)


class MemberDeleteView(DeleteView):
    def delete_action(self):
        if is_large(self.object):
            leave(self.object, self.request.user)
        else:
            super().delete_action()


class DeleteMembers(DeleteBulkAction):
    """In place of Wagtail's, in the list."""

    def get_execution_context(self):
        return {**super().get_execution_context(), "editor": self.request.user}

    @classmethod
    def execute_action(cls, objects, editor=None, **kwargs):
        large = {member.pk for member in objects if is_large(member)}
        for member in objects:
            if member.pk in large:
                leave(member, editor)
        super().execute_action([member for member in objects if member.pk not in large], **kwargs)
        return len(objects), 0


class MemberViewSet(UserViewSet):
    index_view_class = MemberListView
    delete_view_class = MemberDeleteView
    list_filter = ("is_active", "date_joined")
    list_export = ("username", "email", "display_name", "is_active", "date_joined")

    def get_form_class(self, for_update=False):
        return MemberEditForm if for_update else MemberCreationForm
