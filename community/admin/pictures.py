"""What Wagtail shows of one picture besides its form: how it does, beside the editor and on a page of its own."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import HeaderButton

from community.models import Like
from gallery.admin.adding.pages import CreatePictureView, EditPictureView
from gallery.models import ImagePage
from web.big_lists import BoundedPaginator

from .statistics import PictureStatistics

LIKES_A_PAGE = 50


class StatisticsSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle statistics")
        icon_name = "chart"
        has_counter = False

    name = "statistics"
    title = _("Statistics")
    template_name = "community/admin/statistics_panel.html"

    def __init__(self, picture, request):
        super().__init__(picture, request)
        self.statistics = PictureStatistics(picture, request)

    @property
    def media(self):
        return super().media + self.statistics.media

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), "statistics": self.statistics}


class PictureEditView(EditPictureView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        if self.expects_json_response:  # only the changed panels are asked for
            return panels
        return MediaContainer([*panels, StatisticsSidePanel(self.page, self.request)])


class PictureViewSet(PageViewSet):
    model = ImagePage
    add_view_class = CreatePictureView
    edit_view_class = PictureEditView


class StatisticsView(WagtailAdminTemplateMixin, TemplateView):
    """The same for those who come from the public page, and everybody who likes it."""

    template_name = "community/admin/statistics.html"
    page_title = _("Statistics")
    header_icon = "chart"

    def dispatch(self, request, *args, page_id, **kwargs):
        self.picture = get_object_or_404(ImagePage, pk=page_id)
        if not self.picture.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.picture.get_admin_display_title()

    def get_breadcrumbs_items(self):
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.picture.pk]), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.picture.pk])
        return [HeaderButton(_("Edit"), edit, icon_name="edit")]

    def get_context_data(self, **kwargs):
        statistics = PictureStatistics(self.picture, self.request, likers_shown=0)
        shown = Like.objects.filter(page=self.picture.pk).shown().newest()
        likes = BoundedPaginator(shown, LIKES_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            picture=self.picture, statistics=statistics, likes=likes, media=statistics.media, **kwargs
        )
