"""How often each picture is seen: counted in Redis, durable in the database. Nothing else talks to the counters' Redis.

Every key carries the hash tag {views}, so that one script can use them all on a Redis Cluster:

    {views}:seen:<visitor>     somebody who was counted in the last 30 minutes
    {views}:filling            the batch that views are added to; a flush closes it, the next view opens another
    {views}:batches            set of the names of all batches that are not stored yet, that one included
    {views}:batch:<name>       hash, <day>:<picture> -> views
    {views}:total              sorted set, picture -> all its views
    {views}:day:<day>          sorted set, picture -> its views on that UTC day
    {views}:sum:<period>:<day> the ranking of a period that ends on that day: summed up when first asked for, and views
                               of that day are added
    {views}:uncounted:<day>    hash, <picture>:<reason> -> looks at it that were no views; nowhere else, as they are no
                               more than an explanation: at most four fields a picture and day, gone after a month
    {views}:ready              there while the sorted sets hold everything that the database holds
    {views}:generation         how many batches were dropped since it began
    {views}:check              written to see whether the server takes writes

Pictures are ids padded with zeros: equal scores then come in the order of the ids, newest first.
"""

from .connection import Away
from .counting import SEEN_SECONDS, Look, count_view, look
from .flushing import begin_new_batch, flush, nothing_waits
from .keys import DAYS_KEPT
from .rankings import Scores, scores, uncounted
from .rebuilding import forget_ranking, has_ranking, is_ready, rebuild_ranking
from .unflushed import settle

__all__ = [
    "DAYS_KEPT",
    "SEEN_SECONDS",
    "Away",
    "Look",
    "Scores",
    "begin_new_batch",
    "count_view",
    "flush",
    "forget_ranking",
    "has_ranking",
    "is_ready",
    "look",
    "nothing_waits",
    "rebuild_ranking",
    "scores",
    "settle",
    "uncounted",
]
