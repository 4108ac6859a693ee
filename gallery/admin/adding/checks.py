"""Missing alt text among the checks beside Wagtail's editor, and in the user bar."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

RULE = {
    "id": "missing-alt-text",
    "impact": "serious",
    "selector": ".photo__stage img:not([role=presentation])",  # which decorative ones have
    "tags": ["best-practice"],
    "any": ["non-empty-alt"],
    "enabled": True,
}
MESSAGE = {
    "error_name": _("The picture has no alt text"),
    "help_text": _("Describe it in a sentence, or mark it as decorative"),
}


def check_alt_text(request, items, page):
    """On construct_wagtail_userbar, from which the editor takes its checks too."""
    for item in items:
        if isinstance(item, ContentCheckerItem):
            item.axe_run_only = [*item.axe_run_only, RULE["id"]]
            item.axe_custom_rules = [*item.axe_custom_rules, RULE]
            item.axe_messages = item.axe_messages | {RULE["id"]: MESSAGE}
