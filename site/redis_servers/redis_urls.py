"""Redis addresses: the embedded server's, and the same server's with another database or timeout."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux, the closing NUL included.
LONGEST_SOCKET_PATH = 100


def embedded_redis_socket(var: Path) -> Path:
    """The embedded server's socket: in `var`, or in the temporary folder where that path is too long for one."""
    socket = var / "valkey.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    name = hashlib.sha256(os.fsencode(socket)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"contact-sheet-{os.getuid()}-{name}.sock"


def embedded_redis_url(var: Path) -> str:
    return f"unix://{embedded_redis_socket(var)}?db=0"


def with_database(url: str, number: int) -> str:
    """The same Redis server, another of its databases.

    Raises ValueError for a Redis Cluster, which has only database 0: CACHE_URL and BROKER_URL must then be given.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if "cluster" in query:
        raise ValueError(
            "With a Redis Cluster in REDIS_URL, set CACHE_URL and BROKER_URL too: a cluster has one database."
        )
    if parts.scheme == "unix":
        return f"unix://{parts.netloc}{parts.path}?{urlencode({**query, 'db': number})}"
    query.pop("db", None)
    return urlunsplit((parts.scheme, parts.netloc, f"/{number}", urlencode(query), ""))


def with_timeout(url: str, seconds: int) -> str:
    """The same address with a timeout for commands, which takes precedence over the one in the settings' options."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {"socket_timeout": seconds}
    return f"{url.partition('?')[0]}?{urlencode(query)}"


def celery_broker(url: str) -> str:
    """Celery's spelling of a Redis address: it names unix sockets and their database differently."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    query = dict(parse_qsl(parts.query))
    return f"redis+socket://{parts.netloc}{parts.path}?{urlencode({'virtual_host': query.get('db', 0)})}"
