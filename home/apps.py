from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("home")

    def ready(self):
        post_migrate.connect(move_site, sender=self)


def move_site(**kwargs):
    """After `migrate`, the default site is where PUBLIC_URL says; without it, the site is as the editors left it."""
    from wagtail.models import Site

    if settings.PUBLIC_URL:
        address = urlsplit(settings.PUBLIC_URL)
        port = address.port or {"https": 443}.get(address.scheme, 80)
        for site in Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port):
            site.hostname, site.port = address.hostname, port
            site.save()
