import django_filters
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from gallery.models import GalleryPage, ImagePage
from web.big_lists import BoundedPaginator

from .adding.page_form import DECORATIVE
from .filters import AlbumFilter
from .missing import Missing, may_change
from .reports import WHERE, EditorsReport
from .squares import SquareColumn


def edit_url(picture):
    return reverse("wagtailadmin_pages:edit", args=[picture.pk])


def albums_to_change(request):
    return may_change(request.user, GalleryPage.objects).order_by("title", "pk")


class MissingFilterSet(WagtailFilterSet):
    missing = django_filters.MultipleChoiceFilter(
        label=_("Without"), choices=Missing.choices, widget=CheckboxSelectMultiple, method="lacking"
    )
    live = django_filters.BooleanFilter(label=_("Live"))
    album = AlbumFilter(queryset=albums_to_change)

    class Meta:
        model = ImagePage
        fields = ["missing", "live", "album"]

    def lacking(self, pictures, name, chosen):
        return pictures.filter(lacking_any_of(chosen)) if chosen else pictures


def lacking_any_of(names) -> Q:
    condition = Q(pk__in=[])
    for name in names:
        condition |= Missing(name).condition
    return condition


def alt_text_of(picture):
    """Where there is none because it needs none, that is said."""
    return picture.image.description or (DECORATIVE if picture.image.is_decorative else "")


class WantedColumn(Column):
    empty_value_display = _("Missing")


class MissingReport(EditorsReport):
    """Pictures that lack alt text, credit or licence, as far as this editor may change them."""

    page_title = _("Missing alt text, credit or licence")
    header_icon = "warning"
    model = ImagePage
    index_url_name = "missing_report"
    index_results_url_name = "missing_report_results"
    filterset_class = MissingFilterSet
    paginator_class = BoundedPaginator
    export_filename = "missing-alt-text-credit-or-licence"
    default_ordering = "-latest_revision_created_at"
    columns = [
        SquareColumn(),
        TitleColumn("title", label=_("Picture"), get_url=edit_url, sort_key="title"),
        WantedColumn("alt_text", label=_("Alt text"), accessor=alt_text_of),
        WantedColumn("credit", label=_("Credit"), sort_key="credit"),
        WantedColumn("licence", label=_("Licence"), accessor="chosen_licence", sort_key="licence"),
        DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
    ]
    export_headings = {
        "title": _("Picture"),
        "image.description": _("Alt text"),
        "credit": _("Credit"),
        "chosen_licence": _("Licence"),
        "latest_revision_created_at": _("Updated"),
        **WHERE,
    }
    list_export = list(export_headings)

    def get_base_queryset(self):
        return may_change(self.request.user, ImagePage.objects).filter(lacking_any_of(Missing)).select_related("image")
