"""Filters that several reports have."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from gallery.models import GalleryPage, ImagePage
from gallery.popularity.periods import Period


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
    """A report whose filterset is a PeriodFilterSet."""

    filterset_class = PeriodFilterSet

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
