"""docs/editors.md, for those whom it is about."""

import re

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

GUIDE = settings.BASE_DIR / "docs" / "editors.md"
STATIC = re.compile(r"(?<=\]\()\.\./static/([^)]+)")  # as it stands beside docs/


def as_html(text: str) -> SafeString:
    """HTML in the text is shown as it is written. Its pictures are static files."""
    text = STATIC.sub(lambda found: static(found[1]), text)
    return SafeString(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "home/admin/guide.html"
    page_title = _("The gallery’s guide")
    header_icon = "help"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(guide=as_html(GUIDE.read_text(encoding="utf-8")), **kwargs)
