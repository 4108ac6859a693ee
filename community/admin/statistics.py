"""How a picture does: its views by day, its place in the ranking and why, what members think of it."""

from datetime import UTC, datetime, time, timedelta

from django.db.models.functions import TruncDate
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import PageLogEntry

from community.models import Like
from gallery.models import DailyViews, ImageStats, RankingExclusion
from gallery.popularity.explanation import explain
from gallery.popularity.movement import standing
from gallery.popularity.periods import Period, today
from gallery.popularity.ranking import PLACES, Ranking
from gallery.visibility import Viewer
from web.charts import DailyChart, days_between

DAYS = 30
PERIOD = Period.WEEK
LIKERS_SHOWN = 5
PUBLISHED, EDITED = "wagtail.publish", "wagtail.edit"


class PictureStatistics(Component):
    """Of one picture, as an editor sees it. Costs the same however old and well liked it is."""

    template_name = "community/admin/picture_statistics.html"

    def __init__(self, picture, request, likers_shown=LIKERS_SHOWN):
        self.picture, self.likers_shown = picture, likers_shown
        self.viewer = Viewer.of(request)

    @cached_property
    def chart(self):
        days = days_between(today() - timedelta(days=DAYS - 1), today())
        views = DailyViews.objects.filter(page=self.picture.pk, day__range=(days[0], days[-1]))
        published, edited = self.work_since(days[0])
        return DailyChart(_("Views by day"), dict(views.values_list("day", "views")), days, published, edited)

    def work_since(self, first):
        """(days of publishing, other days of editing), in UTC as the days of the views are."""
        log = PageLogEntry.objects.filter(page=self.picture.pk, action__in=[PUBLISHED, EDITED])
        entries = log.filter(timestamp__gte=datetime.combine(first, time(), UTC)).annotate(
            day=TruncDate("timestamp", tzinfo=UTC)
        )
        done = set(entries.order_by().values_list("action", "day").distinct())
        published = {day for action, day in done if action == PUBLISHED}
        if self.picture.first_published_at:
            published.add(self.picture.first_published_at.astimezone(UTC).date())
        return published, {day for action, day in done if action == EDITED} - published

    @property
    def media(self):
        return Media(css={"all": ["css/admin/statistics.css"]}) + self.chart.media

    def explained(self, place):
        """The picture's row with its explanation; None where it has no place."""
        if place.row is None:
            return None
        return explain(Ranking([place.row], place.ranking.places, place.ranking.from_database), PERIOD).rows[0]

    def get_context_data(self, parent_context=None):
        place = standing(self.viewer, self.picture.pk, PERIOD)
        return {
            "chart": self.chart,
            "stats": ImageStats.objects.filter(pk=self.picture.pk).first() or ImageStats(),
            "row": self.explained(place),
            "rank_a_week_ago": place.rank_a_week_ago,
            "places": PLACES,
            "period": PERIOD,
            "exclusion": RankingExclusion.objects.filter(pk=self.picture.pk).first(),
            "likes": Like.objects.filter(page=self.picture.pk).shown().newest()[: self.likers_shown],
            "picture": self.picture,
        }
