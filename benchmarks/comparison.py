"""Compares what a crowd was answered with what is stored, and that with Redis' rankings. Import it inside a Lab."""

import time
from collections import Counter

from benchmarks import content


class Comparison:
    """Of what came since it was made."""

    def __init__(self):
        content.flush_all()
        self.began = time.monotonic()
        self.stored, self.visitors = content.stored(), content.counted_visitors()

    def holds(self, crowd, done: dict[str, int], losses) -> bool:
        """Prints it, a fact a line. done: how often what was done. losses: what Redis took along."""
        seconds = time.monotonic() - self.began
        stored = content.stored()
        stored.subtract(self.stored)
        lost, by_cause = Counter(), Counter({"FLUSHALL": 0, "older state": 0})
        for (cause, picture), views in losses.lost().items():
            lost[picture] += views
            by_cause[cause] += views
        wrong = differences(crowd.answered, stored, lost)
        misranked = content.misranked()
        visitors = len(content.counted_visitors() - self.visitors)
        _print(
            done
            | {
                "seconds": round(seconds),
                "requests cut off, and asked again": crowd.cut_off,
                "answers by status": dict(crowd.statuses),
                "totals lower than shown before": len(crowd.lower),
                "views answered": crowd.answered.total(),
                "views stored": stored.total(),
            }
            | {f"views lost since the last flush, {cause}": views for cause, views in by_cause.items()}
            | {
                "difference": sum(wrong.values()),
                "pictures that differ": wrong or 0,
                "difference of visitors stored and views": visitors - stored.total(),
                "difference of stored and ranked": len(misranked),
            }
        )
        print("\n".join(misranked[:10]))
        return not (wrong or misranked or crowd.lower or visitors != stored.total()) and set(crowd.statuses) == {200}


def differences(answered, stored, lost) -> dict[int, int]:
    """picture -> views that are stored or known to be lost, less those answered; where that is not 0."""
    all_of = {picture: stored[picture] + lost[picture] for picture in {*answered, *stored, *lost}}
    return {picture: found - answered[picture] for picture, found in all_of.items() if found != answered[picture]}


def _print(facts):
    print("\n".join(f"{name:<44}  {fact}" for name, fact in facts.items()), flush=True)
