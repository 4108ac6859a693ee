from datetime import datetime, timedelta

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from activity import sentences
from activity.feed_items import FeedItem

register = template.Library()


@register.simple_tag(takes_context=True)
def sentence(context, item: FeedItem) -> str:
    """The item in words, with links. Where something is done to the viewer, they are called "you"."""
    request = context["request"]

    def link(shown):
        if shown == request.user and shown is not item.actor:
            return _("you")
        url = shown.get_url(request) if isinstance(shown, Page) else shown.get_absolute_url()
        return format_html('<a href="{}" dir="auto">{}</a>', url, shown)

    return sentences.sentence(item, link, format_html)


@register.filter
def age(when: datetime) -> str:
    """How long ago it was, in minutes and longer units: "now", "3 minutes ago"."""
    return naturaltime(when if timezone.now() - when >= timedelta(minutes=1) else timezone.now())


@register.filter
def target_templates(target) -> list[str]:
    """The templates that can show this target, for `{% include %}`: the first that exists is taken."""
    return [f"activity/{target._meta.model_name}.html", "activity/target.html"]
