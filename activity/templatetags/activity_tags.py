from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from activity import sentences
from activity.feed_items import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def sentence(context, entry: Entry) -> str:
    """The entry in words, with links; the viewer, where something is done to them, is called "you"."""
    request = context["request"]

    def link(shown):
        if shown == request.user and shown is not entry.actor:
            return _("you")
        url = shown.get_url(request) if isinstance(shown, Page) else shown.get_absolute_url()
        return format_html('<a href="{}" dir="auto">{}</a>', url, shown)

    return sentences.sentence(entry, link, format_html)


@register.filter
def target_templates(target) -> list[str]:
    """What shows a target of this kind; the first that is there."""
    return [f"activity/{target._meta.model_name}.html", "activity/target.html"]
