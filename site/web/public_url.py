from urllib.parse import urlsplit

from django.core.validators import URLValidator

is_web_url = URLValidator(schemes=["http", "https"])  # for fields: raises ValidationError


def is_web_address(url: str) -> bool:
    """Whether it is an address like https://example.org."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, half an IPv6 address
        return False
