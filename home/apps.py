from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("home")

    def ready(self):
        from web import checks  # noqa: F401 - registers them

        from . import own_parts  # noqa: F401 - registers them

        post_migrate.connect(move_site, sender=self)


def move_site(**kwargs):
    """Gives the default site the host and port of PUBLIC_URL, after each `migrate`. Without it, editors set them."""
    from wagtail.models import Site

    if settings.PUBLIC_URL:
        address = urlsplit(settings.PUBLIC_URL)
        port = address.port or {"https": 443}.get(address.scheme, 80)
        for site in Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port):
            site.hostname, site.port = address.hostname, port
            site.save()
