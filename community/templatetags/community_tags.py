from django import template

from community.models import Member
from community.rendered_items import rendered_items
from gallery.images.renditions import Size

register = template.Library()


@register.simple_tag(takes_context=True)
def feed_items(context, items):
    """`{% feed_items feed.items %}`: each as `activity/feed_item.html` shows it."""
    return rendered_items(context["request"], items)


@register.inclusion_tag("components/avatar.html")
def avatar(member: Member, size: int = 50, sizes: str = ""):
    """`{% avatar member 180 %}`: the member's photo, a square of that many CSS pixels, or their first letter.

    sizes: how wide it is shown where that is more, as an `<img>` takes it. Then the photo comes in the widths of a
    card, once the worker has made them.
    """
    photo = picture = None
    if member.photo:
        photo = member.photo.square(size)
        picture = sizes and member.photo.picture(Size.CARD, {"alt": "", "sizes": sizes, "loading": "lazy"})
    return {"member": member, "size": size, "photo": photo, "picture": picture, "hue": member.pk * 5 % 12}
