"""How often pictures are seen: counted once a visitor, stored in the database, ranked in Redis.

A view on its way (docs/architecture.md tells why it is counted exactly once):

    visits.py      a picture's page was answered: is it a view, and whose?
    recording.py   the view goes into Redis; without Redis, straight into the database
    storing.py     the database adds it, unless its visitor is counted already
    flushing.py    the worker stores what waits in Redis, every 2 seconds
    publishing.py  the worker writes the new rankings to Redis
    ranking.py     pages read them; explanation.py tells editors why, exclusions.py leaves pictures out

The keys in Redis. All carry the hash tag {views}, so that one script can use them on a Redis Cluster:

    {views}:seen:<visitor>          a visitor of a picture who was counted in the last 30 minutes
    {views}:network:<network>       how many visitors of a picture one network had in the window
    {views}:events                  stream of the views that wait to be stored: visitor, picture, at (milliseconds)
    {views}:ranking:<period>:<day>  sorted set, picture -> views in the period that ends on that UTC day
    {views}:ranking:…:<token>       the same while it is being written
    {views}:published:<day>         until when the rankings of that day are complete (publishing.py)
    {views}:skipped:<day>           hash, <picture>:<reason> -> how often opening it was no view, for editors
    {views}:check                   written to see whether the server takes writes
"""
