"""What `manage.py check --deploy` asks of the settings, beside Django's own checks."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def behind_a_proxy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Behind a proxy that is not counted all visitors have its address: one network, one limit on tries."""
    if settings.SECURE_PROXY_SSL_HEADER and settings.PROXY_COUNT < 1:
        hint = "Say how many proxies of yours stand before the site: PROXY_COUNT=1."
        return [Error("The site stands behind a proxy, and PROXY_COUNT is 0.", hint=hint, id="web.E001")]
    return []
