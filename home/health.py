"""`/health/`: is it up? For machines.

503 where the database is away, as no page works then. 200 and "degraded" where something else is: the site works
without it, and a load balancer that took it away would make it worse.
"""

from contextlib import suppress

from django.core.cache import cache
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gallery.models import Heartbeat
from gallery.popularity.counters import CountersUnavailable, ask, published_key
from gallery.popularity.periods import today
from gallery.popularity.publishing import published_until
from web.probes import Probe, on_new_connection

LATE = 60  # seconds; both beat every 2

database = Probe("The database", lambda: on_new_connection(Heartbeat.objects.last))


@require_safe
def health(request):
    """No session, no query on the page's own connection: it answers when the database does not."""
    beats = database()
    parts = {"database": "away" if beats is None else "ok", "counters": counters(), "cache": default_cache()}
    ages = {name: age(beats, name) for name in Heartbeat.Name}
    parts |= {name.value: beat_state(beats, ages[name]) for name in Heartbeat.Name}
    is_up = beats is not None
    status = "down" if not is_up else "ok" if set(parts.values()) == {"ok"} else "degraded"
    seconds = {"worker_seconds": ages[Heartbeat.Name.WORKER], "last_flush_seconds": ages[Heartbeat.Name.FLUSH]}
    answer = {"status": status, **parts, **seconds}
    return JsonResponse(answer, status=200 if is_up else 503, headers={"Cache-Control": "no-store"})


def counters() -> str:
    with suppress(CountersUnavailable):
        return "ok" if published_until(ask(lambda redis: redis.get(published_key(today())))) else "rebuilding"
    return "away"


def default_cache() -> str:
    """Django's cache answers False or None where Redis did not take what it was given."""
    return "ok" if cache.set("health", True, LATE) else "away"  # type: ignore[func-returns-value]


def age(beats, name) -> float | None:
    """Seconds since the last beat; None where there is none, or none is known."""
    at = (beats or {}).get(name)
    return at and round(max(0.0, (timezone.now() - at).total_seconds()), 1)


def beat_state(beats, seconds) -> str:
    if beats is None:
        return "unknown"
    if seconds is None:
        return "never"
    return "ok" if seconds <= LATE else "late"
