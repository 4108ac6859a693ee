"""What a member does, as RSS and Atom; only what a stranger may see."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activity.feed_items import FeedItem, load
from activity.sentences import sentence
from gallery.feeds.syndication import ITEMS, Atom, PictureFeed, Rss, SyndicationItem
from gallery.models import ImagePage
from gallery.visibility import Viewer
from web.export_safety import xml_text

from .feed import newest_actions
from .models import Member


class ActivityRss(PictureFeed):
    feed_type: type[SyndicationFeed] = Rss
    address = "member_rss"

    def get_object(self, request, username):
        request.syndicated = get_object_or_404(Member.objects.active(), username=username)
        return request

    def title(self, request):
        return xml_text(_("{member} on Contact Sheet").format(member=request.syndicated))

    description = gettext_lazy("What this member publishes and likes, and whom they follow.")

    def link(self, request):
        return request.syndicated.get_absolute_url()

    def feed_url(self, request):
        return reverse(self.address, args=[request.syndicated.username])

    def items(self, request):
        member = Member.objects.filter(pk=request.syndicated.pk)
        viewer = Viewer.stranger(request)
        items = [FeedItem([action]) for action in newest_actions(member, viewer)[:ITEMS]]
        return [self.get_item(request, item) for item in load(items, viewer)]

    def get_item(self, request, item):
        action, target = item.newest, item.newest.target
        return SyndicationItem.of(
            request,
            name=f"action-{action.pk}",
            title=sentence(item, str),
            link=(target or action.actor).get_absolute_url(),
            when=action.created,
            author=str(action.actor),
            image=target.image if isinstance(target, ImagePage) else None,
        )


class ActivityAtom(ActivityRss):
    feed_type = Atom
    subtitle = ActivityRss.description
    address = "member_atom"
