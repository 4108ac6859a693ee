"""What is done to many members at once: Wagtail's actions, with our rules. They take the places of Wagtail's."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.bulk_actions.set_active_state import ActivityForm

from community.leaving import is_large, leave
from community.suspension import may_suspend, reinstate, suspend
from gallery.admin.exclusions import ReasonForm

from .member_page import may_edit


class DeleteMembers(DeleteBulkAction):
    any_permission_required = ["delete"]

    @classmethod
    def is_offered_to(cls, user):
        return user.has_perm("community.delete_member")

    def check_perm(self, obj):
        return super().check_perm(obj) and may_edit(self.request.user, obj)

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


class AssignRole(AssignRoleBulkAction):
    @classmethod
    def is_offered_to(cls, user):
        return user.is_superuser

    def check_perm(self, obj):
        return self.request.user.is_superuser


class StateForm(ReasonForm, ActivityForm):
    mark_as_active = forms.TypedChoiceField(
        choices=((False, _("Suspended")), (True, _("Active"))),
        label=_("State"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "True",
    )
    field_order = ("mark_as_active", "reason")


class SuspendMembers(SetActiveStateBulkAction):
    display_name = _("Suspend…")
    aria_label = _("Suspend or reinstate the selected members")
    any_permission_required = ["suspend"]
    form_class = StateForm

    @classmethod
    def is_offered_to(cls, user):
        return user.has_perm("community.suspend_member")

    def check_perm(self, obj):
        return may_suspend(self.request.user, obj)

    def get_execution_context(self):
        return {**super().get_execution_context(), "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(cls, objects, mark_as_active=False, user=None, reason="", **kwargs):
        change = reinstate if mark_as_active else suspend
        return sum(change(user, member, reason) for member in objects), 0


ACTIONS = [DeleteMembers, AssignRole, SuspendMembers]
