from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.models import Page

from activity import sentences
from activity.feed_items import FeedItem

register = template.Library()
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60  # seconds


@register.simple_tag(takes_context=True)
def sentence(context, item: FeedItem) -> str:
    """An item of one part in words, with links. Where something is done to the viewer, they are called "you"."""
    request = context["request"]

    def link(shown):
        if shown == request.user and shown not in item.actors:
            return _("you")
        url = shown.get_url(request) if isinstance(shown, Page) else shown.get_absolute_url()
        return format_html('<a href="{}" dir="auto">{}</a>', url, shown)

    return sentences.sentence(item, link, format_html)


@register.filter
def age(when: datetime) -> str:
    """How long ago it was, in one unit, minutes or longer: "now", "3 minutes ago", "2 days ago"."""
    now = timezone.now()
    if now - when < timedelta(minutes=1):
        return _("now")
    return _("{time} ago").format(time=timesince(when, now, depth=1))


def age_in_units(when: datetime) -> tuple[int, int]:
    """What the words of `age` follow from: the seconds of a unit, and how many of these it is; cheaper than those."""
    seconds = (timezone.now() - when) // timedelta(seconds=1)
    unit = next((each for each in (DAY, HOUR, MINUTE) if seconds >= each), 0)
    return unit, seconds // unit if unit else 0


@register.filter
def target_templates(target) -> list[str]:
    """The templates that can show this target, for `{% include %}`: the first that exists is taken."""
    return [f"activity/{target._meta.model_name}.html", "activity/target.html"]
