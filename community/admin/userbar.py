"""Wagtail's bar on public pages."""

from wagtail.admin.userbar import BaseItem


class LinkItem(BaseItem):
    """For those who may edit the page."""

    template_name = "community/admin/userbar_link.html"

    def __init__(self, page, label, url, icon_name):
        self.page, self.label, self.url, self.icon_name = page, label, url, icon_name

    def render_html(self, parent_context):
        if not self.page.permissions_for_user(parent_context["request"].user).can_edit():
            return ""
        return super().render_html(parent_context)
