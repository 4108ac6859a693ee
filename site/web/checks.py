"""What `manage.py check --deploy` asks of the settings, beside Django's own checks."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def behind_a_proxy(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Behind a proxy that is not counted all visitors have its address: one network, one limit on tries."""
    if settings.SECURE_PROXY_SSL_HEADER and settings.PROXY_COUNT < 1:
        hint = "Say how many proxies of yours stand before the site: PROXY_COUNT=1."
        return [Error("The site stands behind a proxy, and PROXY_COUNT is 0.", hint=hint, id="web.E001")]
    return []


@register(Tags.security, deploy=True)
def has_a_public_address(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """Without it the links in mails begin with what a request says in `Host:`, with any port for one."""
    if settings.PUBLIC_URL:
        return []
    hint = "Say which address the site has: PUBLIC_URL=https://example.org."
    return [Warning("PUBLIC_URL is not set, and links in mails depend on it.", hint=hint, id="web.W001")]
