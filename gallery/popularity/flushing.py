"""The worker stores the views that wait in Redis."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gallery.models import CountedVisitor, CountingState, Heartbeat

from .counters import EVENTS, JOBS, ask
from .periods import CLOCKS_DIFFER, VISIT_WINDOW
from .storing import ViewEvent, store

CHUNK = 1_000  # events


def flush() -> int:
    """Stores the views that wait in Redis; answers how many were added. Raises CountersUnavailable.

    Any number of flushers may run at once, and each may be killed anywhere: what is done again adds nothing.
    """
    began, stored, is_empty = timezone.now(), 0, False
    while not is_empty:
        entries = ask(lambda redis: redis.xrange(EVENTS, count=CHUNK), JOBS)
        is_empty = len(entries) < CHUNK
        if entries:
            stored += store_entries(entries)
            ask(lambda redis, ids=[entry for entry, _fields in entries]: redis.xdel(EVENTS, *ids), JOBS)  # type: ignore[misc]
    forget_visitors(began)
    Heartbeat.objects.beat(Heartbeat.Name.FLUSH, began)
    return stored


@transaction.atomic
def store_entries(entries: list[tuple[bytes, dict[bytes, bytes]]]) -> int:
    """Stores entries of the stream, in their order, and how far it came; answers how many views were added.

    An entry at or before the last one stored is there again because Redis was put back into an older state. While its
    visitor is remembered, `store` knows what to do with it; when that time is over, it is skipped.
    """
    state = CountingState.objects.locked()
    last, forgotten = _entry_order(state.last_entry), timezone.now() - VISIT_WINDOW
    events = [(entry.decode(), _event(fields)) for entry, fields in entries]
    stored = store(event for entry, event in events if _entry_order(entry) > last or event.at > forgotten)
    state.last_entry = max(state.last_entry, events[-1][0], key=_entry_order)
    state.save(update_fields=["last_entry"])
    return stored


@transaction.atomic
def forget_visitors(flushed_at: datetime) -> None:
    """Deletes the keys of visitors who are not counted any more. Only after the stream was emptied.

    Until then an event may be stored directly and wait in Redis as well.
    """
    until = int((flushed_at - CLOCKS_DIFFER).timestamp() * 1000)
    CountingState.objects.locked()  # else another flusher's keys and these rows could wait for each other
    CountedVisitor.objects.filter(until__lte=until).delete()


def _entry_order(entry: str) -> tuple[int, int]:
    """The id of an entry, "1763742300000-3", so that it can be compared: milliseconds, and a number within them."""
    milliseconds, _dash, number = entry.partition("-")
    return int(milliseconds), int(number)


def _event(fields: dict[bytes, bytes]) -> ViewEvent:
    return ViewEvent.from_ms(fields[b"visitor"].decode(), int(fields[b"picture"]), int(fields[b"at"]))
