"""Numbers that are dear to count, and may be some minutes old."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

Counted = TypeVar("Counted")
MINUTES = 5 * 60


def counted_lately(key: str, count: Callable[[], Counted], seconds: int = MINUTES) -> Counted:
    """What count() answered in these last seconds, or answers now. Without a cache it counts each time."""
    return cast(Counted, cache.get_or_set(f"counted:{key}", count, seconds))
