"""Connections for django-redis, to a Redis Cluster too, which it does not support by itself."""

import threading
from urllib.parse import parse_qsl, urlencode, urlsplit

from django_redis.pool import ConnectionFactory
from redis.backoff import NoBackoff
from redis.cluster import RedisCluster
from redis.retry import Retry


class Connections(ConnectionFactory):
    """For an address with ?cluster=true: one client, which all threads share and which finds the other nodes by itself.

    It has the same timeouts as with one server, and does not repeat commands either.
    """

    _clusters = {}
    _lock = threading.Lock()

    def get_connection(self, params):
        url, is_cluster = without_cluster(params["url"])
        if not is_cluster:
            return super().get_connection(params)
        with self._lock:
            if url not in self._clusters:
                limits = {name: params[name] for name in ("socket_timeout", "socket_connect_timeout") if name in params}
                self._clusters[url] = RedisCluster.from_url(url, retry=Retry(NoBackoff(), 0), **limits)
            return self._clusters[url]

    def disconnect(self, connection):
        if isinstance(connection, RedisCluster):
            connection.disconnect_connection_pools()
        else:
            super().disconnect(connection)


def without_cluster(url: str) -> tuple[str, bool]:
    """(the address without ?cluster=, which redis-py does not know; whether that was true, 1 or yes)."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    is_cluster = query.pop("cluster", "").lower() in {"true", "1", "yes"}
    return parts._replace(query=urlencode(query)).geturl(), is_cluster
