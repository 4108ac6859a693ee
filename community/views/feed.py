"""Pages that show actions: the signed-in member's feed, and what one member did."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.views.generic import TemplateView

from community.feed import activity_of, feed_of
from community.models import Member
from gallery.frames import with_frames
from gallery.visibility import Viewer
from web.requests import parse_id

from .members import MemberPageMixin

SUGGESTED = 6


class FeedPageView(TemplateView):
    """`?before=`: only actions older than the one of this id, so that new ones do not shift the pages."""

    def get_feed(self, viewer, before):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        before, number = self.get_number("before"), self.get_number("page")
        feed = self.get_feed(Viewer.of(self.request), before)
        feed.number = 1 if before is None else max(2, number or 2)
        return super().get_context_data(feed=feed, **kwargs)

    def get_number(self, name):
        given = self.request.GET.get(name)
        if given is not None and parse_id(given) is None:
            raise Http404("There is no such place in the feed.")
        return parse_id(given or "")


class FeedView(LoginRequiredMixin, FeedPageView):
    template_name = "community/feed.html"

    def get_feed(self, viewer, before):
        return feed_of(self.request.user, viewer, before)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context["feed"].of_everybody and context["feed"].number == 1:
            context["suggested"] = self.get_suggested()
        return context

    def get_suggested(self):
        """Whom to follow, for those who follow nobody."""
        others = Member.objects.active().exclude(pk=self.request.user.pk)
        suggested = others.most_followed().with_photo().with_frame_ids(Viewer.of(self.request))
        return with_frames(suggested[:SUGGESTED])


class ActivityView(MemberPageMixin, FeedPageView):
    template_name = "community/activity.html"

    def get_feed(self, viewer, before):
        return activity_of(self.member, viewer, before)
