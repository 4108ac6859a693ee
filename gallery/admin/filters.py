"""Filters that several reports have."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import ActiveFilter, BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from gallery.models import GalleryPage, ImagePage
from gallery.popularity.periods import Period


class YesOrNo(BaseFilterAdapter):
    """Above a list, what it is filtered by: Wagtail says "True" and "False"."""

    def get_active_filters(self):
        said = _("Yes") if self.value else _("No")
        url = self.get_url_without_filter_param(self.name)
        yield ActiveFilter(self.bound_field.auto_id, self.filter.label, said, url)


register_filter_adapter_class(django_filters.BooleanFilter, YesOrNo)


def albums_for(request):
    return GalleryPage.objects.visible_to(request).order_by("title", "pk")


class AlbumFilter(django_filters.ModelChoiceFilter):
    """Pictures in an album, and in the albums in it."""

    def __init__(self, queryset=albums_for, **kwargs):
        super().__init__(label=_("Album"), queryset=queryset, empty_label=_("All"), **kwargs)

    def filter(self, pictures, album):
        return pictures.filter(path__startswith=album.path) if album else pictures


class PeriodFilterSet(WagtailFilterSet):
    """`?period=`, 7 days where nothing else is said, and `?album=`."""

    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=lambda: Period.choices,
        empty_label=None,
        initial=Period.WEEK,
        widget=forms.RadioSelect,
    )
    album = AlbumFilter()

    class Meta:
        model = ImagePage
        fields = []


class PeriodReport(ReportView):
    """A report on numbers of a period. What else its rows show is loaded for the page that is shown, or exported.

    filterset_class: a PeriodFilterSet, or one with another choice of periods.
    """

    filterset_class = PeriodFilterSet

    def completed(self, rows):
        """The same rows with what else they show, without those of which it is gone."""
        raise NotImplementedError

    def get_table(self, object_list):
        return super().get_table([] if self.is_export else self.completed(object_list))

    def decorate_paginated_queryset(self, object_list):
        """Called once the table is made, and so of use to exports alone."""
        return self.completed(object_list) if self.is_export else object_list

    def get_filterset_kwargs(self):
        asked = self.request.GET.copy()
        asked.setdefault("period", Period.WEEK)  # so that the filter shows what is shown
        return {**super().get_filterset_kwargs(), "data": asked}

    def chosen(self, name):
        return self.filters.form.cleaned_data.get(name) if self.filters.is_valid() else None

    @property
    def period(self):
        return Period(self.chosen("period") or Period.WEEK)

    def get_page_subtitle(self):
        return self.period.label
