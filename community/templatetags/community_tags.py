from django import template

from community.models import Member
from community.rendered_items import rendered_items

register = template.Library()


@register.simple_tag(takes_context=True)
def feed_items(context, items):
    """`{% feed_items feed.items %}`: each as `activity/feed_item.html` shows it."""
    return rendered_items(context["request"], items)


@register.inclusion_tag("components/avatar.html")
def avatar(member: Member, size: int = 50):
    """`{% avatar member 180 %}`: the member's photo, a square of that many CSS pixels, or their first letter.

    Until the worker has made the square, the browser crops the original.
    """
    photo = None
    if member.photo:
        photo = member.photo.square(size)
    return {"member": member, "size": size, "photo": photo, "hue": member.pk * 5 % 12}
