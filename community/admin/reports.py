"""Which pictures are liked and bookmarked most, and which members do most."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from django.db.models import Count, F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import NumberColumn, TitleColumn

from community.models import Bookmark, Like
from gallery.admin.filters import PeriodReport
from gallery.admin.reports import WHERE, EditorsReport
from gallery.admin.squares import SquareColumn
from gallery.models import ImagePage, ImageStats
from gallery.popularity.periods import today
from gallery.visibility import Viewer
from web.counted import counted_lately

PLACES = 500


def start_of(period):
    """When it began; None for all time."""
    days = period.days(today())
    return days and datetime.combine(days[-1], time(), UTC)


def most_reacted(model, period, album):
    """[(picture's id, number)] of the PLACES with the most reactions; of equals the newest. Counted once in minutes."""
    key = f"most:{model.__name__}:{period}:{today()}:{album and album.path}"
    return counted_lately(key, lambda: list(count_reactions(model, period, album)[:PLACES]))


def count_reactions(model, period, album):
    if since := start_of(period):
        rows = model.objects.filter(created__gte=since).order_by().values_list("page").annotate(number=Count("pk"))
    else:
        total = {Like: "likes", Bookmark: "bookmarks"}[model]
        rows = ImageStats.objects.filter(**{f"{total}__gt": 0}).values_list("page").annotate(number=F(total))
    in_album = rows.filter(page__path__startswith=album.path) if album else rows
    return in_album.order_by("-number", "-page")


@dataclass(frozen=True)
class Place:
    rank: int
    pk: int
    number: int
    picture: ImagePage | None = None
    stats: ImageStats | None = None


class MostReactedReport(PeriodReport, EditorsReport):
    """What this editor may see of it, as in the report of the most viewed."""

    picture = "picture"
    columns = [
        NumberColumn("rank", label=_("Place")),
        SquareColumn("picture.image"),
        TitleColumn("picture", label=_("Picture"), url_name="picture_statistics"),
        NumberColumn("number", label=_("In the period")),
        NumberColumn("likes", label=_("Likes"), accessor="stats.likes"),
        NumberColumn("bookmarks", label=_("Bookmarks"), accessor="stats.bookmarks"),
        NumberColumn("views", label=_("Views"), accessor="stats.views"),
    ]
    export_headings = {column.accessor: column.label for column in columns if column.name != "thumbnail"} | WHERE
    list_export = list(export_headings)

    @cached_property
    def viewer(self):
        return Viewer.of(self.request)

    def get_filtered_queryset(self):
        numbers = most_reacted(self.reaction, self.period, self.chosen("album"))
        visible = ImagePage.objects.visible_to(self.viewer).filter(pk__in=[pk for pk, _number in numbers])
        seen = set(visible.values_list("pk", flat=True))
        shown = [(pk, number) for pk, number in numbers if pk in seen]
        return [Place(rank, pk, number) for rank, (pk, number) in enumerate(shown, 1)]

    def completed(self, places):
        ids = [place.pk for place in places]
        pictures = ImagePage.objects.visible_to(self.viewer).for_cards().select_related("image", "stats").in_bulk(ids)
        found = [(place, pictures[place.pk]) for place in places if place.pk in pictures]
        return [replace(place, picture=picture, stats=picture.stats) for place, picture in found]


class MostLikedReport(MostReactedReport):
    reaction = Like
    page_title = _("Most liked")
    header_icon = "pick"
    index_url_name = "most_liked_report"
    index_results_url_name = "most_liked_report_results"
    export_filename = "most-liked"


class MostBookmarkedReport(MostReactedReport):
    """How often, and not by whom: that is their members' own."""

    reaction = Bookmark
    page_title = _("Most bookmarked")
    header_icon = "tag"
    index_url_name = "most_bookmarked_report"
    index_results_url_name = "most_bookmarked_report_results"
    export_filename = "most-bookmarked"
