from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.models import Page

from gallery.visibility import Viewer, visible


class VisiblePagesSitemap(PageSitemap):
    """The pages that a stranger may see, by the same gate as everywhere."""

    def items(self):
        return visible(Page.objects.all(), Viewer.stranger(self.request)).order_by("path").specific()


class ViewSitemap(Sitemap):
    def items(self):
        return ["most_viewed", "tags"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"pages": VisiblePagesSitemap, "views": ViewSitemap}
