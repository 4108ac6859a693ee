"""A member's page in the admin, and the form by which they are suspended or reinstated."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from activity.models import Action
from community.models import Member
from community.suspension import last_entry, may_suspend, reinstate, suspend
from gallery.admin.album_columns import thumbnail
from gallery.admin.exclusions import ReasonForm
from gallery.images.renditions import SQUARES
from gallery.models import ImagePage

PICTURES, ACTIONS = 12, 20  # shown
SUSPEND = "wagtailusers_users:suspend"


class MemberInspectView(InspectView):
    any_permission_required = ["add", "change", "delete", "view", "suspend"]
    template_name = "community/admin/member.html"

    def get_object(self, queryset=None):
        return get_object_or_404(Member.objects.filter(departure=None).with_photo(), pk=self.pk)

    def get_page_title(self):
        return str(self.object)

    def get_page_subtitle(self):
        return self.object.username if str(self.object) != self.object.username else ""

    def get_breadcrumbs_items(self):
        members = {"url": reverse(self.index_url_name), "label": _("Users")}
        return [*self.breadcrumbs_items, members, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_more_buttons(self):
        site = Button(_("View on the site"), url=self.object.get_absolute_url(), icon_name="view", priority=5)
        return [*super().header_more_buttons, *([site] if self.object.is_active else [])]

    def get_fields_context(self):
        """Those that they have filled in."""
        return [field for field in super().get_fields_context() if field["value"]]

    def get_edit_url(self):
        return super().get_edit_url() if may_edit(self.request.user, self.object) else None

    def get_pictures(self):
        """Their newest, of those that this editor may open."""
        policy = policy_registry.get_by_type(ImagePage)
        explorable = policy.explorable_instances(self.request.user).values("pk")
        theirs = ImagePage.objects.filter(owner=self.object, pk__in=explorable)
        newest = theirs.order_by("-first_published_at", "-pk").select_related("image")[:PICTURES]
        return [{"page": page, "thumbnail": thumbnail(page)} for page in newest]

    def get_actions(self):
        if not policy_registry.get_by_type(Action).user_has_permission(self.request.user, "view"):
            return None
        theirs = Action.objects.for_editors().filter(actor=self.object)
        return theirs.newest().select_related("actor", "target_ct").prefetch_related("target")[:ACTIONS]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "member": self.object,
            "photo": self.object.photo and self.object.photo.square(max(SQUARES)),
            "pictures": self.get_pictures(),
            "actions": self.get_actions(),
            "entry": last_entry(self.object),
            "may_suspend": may_suspend(self.request.user, self.object),
        }


class SuspensionView(WagtailAdminTemplateMixin, FormView):
    """Asks for the reason. POST `action=suspend|reinstate` sets a state: twice is no error."""

    template_name = "community/admin/suspension.html"
    form_class = ReasonForm
    header_icon = "user"
    actions = {"suspend": suspend, "reinstate": reinstate}

    def dispatch(self, request, *args, pk, **kwargs):
        self.member = get_object_or_404(Member.objects.filter(departure=None), pk=pk)
        if not may_suspend(request.user, self.member):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") not in self.actions:
            return HttpResponseBadRequest(_("There is no such action."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        action = self.request.POST["action"]
        if self.actions[action](self.request.user, self.member, form.cleaned_data["reason"]):
            said = {"suspend": _("%(member)s is suspended."), "reinstate": _("%(member)s is reinstated.")}
            messages.success(self.request, said[action] % {"member": self.member})
        return redirect("wagtailusers_users:inspect", self.member.pk)

    def get_page_title(self):
        return _("Suspend") if self.member.is_active else _("Reinstate")

    def get_page_subtitle(self):
        return str(self.member)

    def get_breadcrumbs_items(self):
        trail = {
            reverse("wagtailusers_users:index"): _("Users"),
            reverse("wagtailusers_users:inspect", args=[self.member.pk]): str(self.member),
            "": self.get_page_title(),
        }
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in trail.items())]

    def get_context_data(self, **kwargs):
        return super().get_context_data(member=self.member, entry=last_entry(self.member), **kwargs)


def may_edit(user, member) -> bool:
    """Superusers everybody. Others: themselves, and who has no rights that somebody could gain by a new password."""
    if user.is_superuser or user.pk == member.pk:
        return True
    return not (member.is_superuser or member.groups.exists() or member.user_permissions.exists())
