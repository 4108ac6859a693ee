"""By what editors find pictures in an album."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Page

from gallery.models import ImagePage, Licence
from web.big_lists import ids_of_named

from .missing import Missing


class OfPictures:
    """Filters pages by a field of pictures, through their ids: Wagtail's search takes no condition on a relation."""

    def filter(self, pages: QuerySet, value: Any) -> QuerySet:
        if value in EMPTY_VALUES:
            return pages
        pictures = super().filter(ImagePage.objects.order_by(), value)  # type: ignore[misc]
        return pages.filter(pk__in=pictures.values("pk"))


class PictureChoices(OfPictures, django_filters.MultipleChoiceFilter):
    pass


class PictureText(OfPictures, django_filters.CharFilter):
    pass


class OwnerNamed(django_filters.CharFilter):
    """By a part of the username, or of the name that is shown."""

    def filter(self, pages: QuerySet, value: str) -> QuerySet:
        if not value:
            return pages
        owners = ids_of_named(get_user_model(), ["username", "display_name"], value)
        return pages.filter(pk__in=ImagePage.objects.order_by().filter(owner__in=owners).values("pk"))


class PictureDates(OfPictures, django_filters.DateFromToRangeFilter):
    pass


class IsPicture(django_filters.BooleanFilter):
    """Yes: the pictures that meet the condition. No: the others."""

    def __init__(self, condition: Q, **kwargs: Any) -> None:
        super().__init__(widget=BooleanRadioSelect, **kwargs)
        self.condition = condition

    def filter(self, pages: QuerySet, value: bool | None) -> QuerySet:
        if value is None:
            return pages
        pictures = ImagePage.objects.order_by().filter(self.condition if value else ~self.condition)
        return pages.filter(pk__in=pictures.values("pk"))


class AlbumFilterSet(WagtailFilterSet):
    """A part of a tag or of an owner's name is typed: there may be more than anybody wants to choose from."""

    tag = PictureText(label=_("Tag"), field_name="tags__name", lookup_expr="icontains")
    licence = PictureChoices(label=_("Licence"), choices=Licence.choices, widget=CheckboxSelectMultiple)
    owner = OwnerNamed(label=_("Owner"))
    without_alt_text = IsPicture(Missing.ALT_TEXT.condition, label=_("Without alt text"))
    excluded = IsPicture(Q(ranking_exclusion__isnull=False), label=_("Excluded from the ranking"))
    published = PictureDates(label=_("Published on"), field_name="first_published_at", widget=DateRangePickerWidget)
    taken = PictureDates(label=_("Taken on"), field_name="taken_on", widget=DateRangePickerWidget)
    live = django_filters.ChoiceFilter(
        label=_("Status"),
        field_name="live",
        choices=[("True", _("Live")), ("False", _("Draft"))],
        empty_label=_("All"),
        widget=RadioSelect,
    )

    class Meta:
        model = Page
        fields: list[str] = []
