"""A view, or the reason why there was none, goes into Redis: one round trip."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from .counters import EVENTS, NETWORK, SEEN, CountersUnavailable, ask, skipped_key
from .periods import LONGEST_PERIOD, VISIT_WINDOW, today
from .skip_reasons import SkipReason
from .storing import ViewEvent, store

RECORD_VIEW = (Path(__file__).parent / "record_view.lua").read_text()
SKIPPED_KEPT = timedelta(days=LONGEST_PERIOD + 1)
WINDOW_SECONDS, SKIPPED_SECONDS = (int(each.total_seconds()) for each in (VISIT_WINDOW, SKIPPED_KEPT))


def record_view(event: ViewEvent, network: str | None = None) -> None:
    """Counts the view, once a visitor and window.

    network: a key for the visitor's network and the picture, of which so many visitors count as the settings say.
    Where Redis does not answer the view is stored at once, whatever its network. If Redis has taken it all the same,
    storing it a second time adds nothing.
    """
    keys = [f"{SEEN}{event.visitor}", EVENTS, skipped_key(event.at.date()), f"{NETWORK}{network}"]
    most = settings.VISITORS_PER_NETWORK if network else 0
    reasons = [_skipped_field(event.picture, reason) for reason in (SkipReason.REPEAT, SkipReason.CROWD)]
    args = [event.visitor, event.picture, event.at_ms, WINDOW_SECONDS, most, *reasons, SKIPPED_SECONDS]
    try:
        ask(lambda redis: redis.eval(RECORD_VIEW, len(keys), *keys, *args))
    except CountersUnavailable:
        store([event])


def record_skip(picture: int, reason: SkipReason) -> None:
    """Counts that the picture's page was opened and why it was no view; not while Redis is away."""

    def count(redis: Any) -> None:
        pipeline = redis.pipeline(transaction=False)
        pipeline.hincrby(skipped_key(today()), _skipped_field(picture, reason))
        pipeline.expire(skipped_key(today()), SKIPPED_KEPT)
        pipeline.execute()

    with suppress(CountersUnavailable):
        ask(count)


def skips(pictures: list[int], days: list) -> dict[tuple[int, SkipReason], int]:
    """How often each picture was opened on these days without a view, by reason. Raises CountersUnavailable."""
    wanted = [(picture, reason) for picture in pictures for reason in SkipReason]
    fields = [_skipped_field(*each) for each in wanted]

    def read(redis: Any) -> list:
        pipeline = redis.pipeline(transaction=False)
        for day in days:
            pipeline.hmget(skipped_key(day), fields)
        return pipeline.execute()

    counts = ask(read) if wanted else []
    return {each: sum(int(day[place] or 0) for day in counts) for place, each in enumerate(wanted)}


def _skipped_field(picture: int, reason: SkipReason) -> str:
    return f"{picture}:{reason}"
