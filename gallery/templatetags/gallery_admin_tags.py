from django import template
from django.urls import reverse
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices

from gallery.admin.bulk_changes import refused_to
from gallery.admin.squares import square

register = template.Library()
register.simple_tag(square, name="small_square")


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def picture_action_choices(context, app_label, model_name):
    """Wagtail's `bulk_action_choices`, without those of ours that are not offered to the user."""
    *first, more = bulk_action_choices(context, app_label, model_name)["buttons"]
    names = refused_to(context["request"].user)
    refused = {reverse("wagtail_bulk_action", args=[app_label, model_name, name]) for name in names}
    more.dropdown_buttons = [button for button in more.dropdown_buttons if button.url not in refused]
    return {"buttons": [*first, more]}
