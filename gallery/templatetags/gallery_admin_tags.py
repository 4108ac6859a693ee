from django import template
from django.urls import reverse
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from gallery.admin.squares import square

register = template.Library()
register.simple_tag(square, name="small_square")


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def offered_action_choices(context, app_label, model_name):
    """Wagtail's `bulk_action_choices`, without those whose `is_offered_to` says no to the user."""
    refused = set(refused_addresses(context["request"].user, app_label, model_name))

    def offered(buttons):
        return [button for button in buttons if getattr(button, "url", None) not in refused]

    buttons = offered(bulk_action_choices(context, app_label, model_name)["buttons"])
    for button in buttons:
        if hasattr(button, "dropdown_buttons"):
            button.dropdown_buttons = offered(button.dropdown_buttons)
    return {"buttons": buttons}


def refused_addresses(user, app_label, model_name):
    for action in bulk_action_registry.get_bulk_actions_for_model(app_label, model_name):
        if hasattr(action, "is_offered_to") and not action.is_offered_to(user):
            yield reverse("wagtail_bulk_action", args=[app_label, model_name, action.action_type])
