from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from gallery.models import ImagePage, RankingExclusion
from gallery.models.exclusions import LONGEST_REASON
from gallery.popularity.exclusions import exclude, reinstate


def may_exclude(user, picture) -> bool:
    """Whoever may publish it: what the public sees of the ranking changes."""
    return picture.permissions_for_user(user).can_publish()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Other editors read it under Reports → Site history"),
        widget=AdminAutoHeightTextInput,
    )


class RankingExclusionView(WagtailAdminTemplateMixin, FormView):
    """A form that asks for the reason. POST `action=exclude|reinstate` sets a state: twice is no error."""

    template_name = "gallery/admin/ranking_exclusion.html"
    form_class = ReasonForm
    header_icon = "view"
    actions = {"exclude": exclude, "reinstate": reinstate}

    def dispatch(self, request, *args, page_id, **kwargs):
        self.picture = get_object_or_404(ImagePage, pk=page_id)
        if not may_exclude(request.user, self.picture):
            raise PermissionDenied
        self.exclusion = RankingExclusion.objects.select_related("editor").filter(page=self.picture).first()
        self.edit_url = reverse("wagtailadmin_pages:edit", args=[page_id])
        self.next_url = get_valid_next_url_from_request(request) or self.edit_url
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") not in self.actions:
            return HttpResponseBadRequest(_("There is no such action."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        action = self.request.POST["action"]
        if self.actions[action](self.request.user, self.picture, form.cleaned_data["reason"]):
            said = {
                "exclude": _("“%(picture)s” is excluded from the ranking."),
                "reinstate": _("“%(picture)s” is in the ranking again."),
            }
            messages.success(self.request, said[action] % {"picture": self.picture.title})
        return redirect(self.next_url)

    def get_page_title(self):
        return _("Reinstate in the ranking") if self.exclusion else _("Exclude from the ranking")

    def get_page_subtitle(self):
        return self.picture.title

    def get_breadcrumbs_items(self):
        edit = {"url": self.edit_url, "label": self.picture.title}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(exclusion=self.exclusion, next_url=self.next_url, **kwargs)
