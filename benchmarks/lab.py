"""The real site on this machine, to be maltreated: web server, worker and Valkey, with files and ports of its own.

The database is the one in DATABASE_URL, such as bin/with-servers gives, or SQLite.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import redis
from honcho.environ import parse_procfile

from benchmarks.proxy import Proxy
from local import valkey

ROOT = Path(__file__).resolve().parents[1]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


taken = set()


def free_port() -> int:
    """Another at each call; of the range in PORTS ("8100-8199"), else any."""
    first, _dash, last = os.environ.get("PORTS", "0-0").partition("-")
    for port in [*range(int(first), int(last) + 1)] + [0] * 9:
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)) as probe:
            found = probe.getsockname()[1]
            if found not in taken:
                taken.add(found)
                return found
    raise OSError("No port is free.")


def wait_until(holds, seconds=30.0) -> float:
    """Answers after how many seconds `holds()` was true. Raises TimeoutError."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{holds} did not come true in {seconds} seconds.")
        time.sleep(0.01)
    return time.monotonic() - began


class Lab(contextlib.ExitStack):
    """Use it once a process, as a context manager, before anything imports Django's settings."""

    def __init__(self, folder: Path, *, web_workers=2):
        super().__init__()
        self.folder, self.valkey_port, self.processes = folder, free_port(), {}
        self.proxy = self.enter_context(Proxy(self.valkey_port))
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        os.environ.update(
            DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'db.sqlite3'}",
            DJANGO_SETTINGS_MODULE="config.settings.dev",
            DEBUG="0",
            PROXY_COUNT="1",  # so that each request can be a visitor of its own
            MEDIA_ROOT=str(folder / "media"),
            REDIS_URL=f"redis://127.0.0.1:{self.proxy.port}/0",
            CACHE_URL="",
            BROKER_URL="",
            PORT=str(free_port()),
            WEB_CONCURRENCY=str(web_workers),
            PYTHONWARNINGS="ignore:::celery.platforms",
        )
        self.log = self.enter_context((folder / "log").open("a"))
        self.valkey = redis.Redis(port=self.valkey_port)  # beside the proxy
        self.valkey_files = folder / "valkey"
        self.callback(self.stop_all)

    def start(self, *names):
        procfile = parse_procfile((ROOT / "Procfile").read_text()).processes
        for name in names:
            if name == "redis":
                self.valkey_files.mkdir(exist_ok=True)
                command = valkey.command(self.valkey_files, port=self.valkey_port)
            else:
                line = procfile[name].replace("var/celery-beat", str(self.folder / "beat"))
                command = ["/bin/sh", "-c", line]
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, stdout=self.log, stderr=self.log, process_group=0
            )
        if "redis" in names:
            wait_until(self._valkey_answers)

    def kill(self, name, number=signal.SIGKILL):
        """Sends the process a signal, SIGKILL to its children too; waits for its end where it is the last one."""
        process = self.processes[name]
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        if number in {signal.SIGKILL, signal.SIGTERM}:
            process.wait(timeout=60)

    def web_workers(self) -> list[int]:
        """The process ids of gunicorn's workers."""
        parent = self.processes["web"].pid
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]

    def __exit__(self, *error):
        if error[0]:
            print(self.said(), file=sys.stderr)
        return super().__exit__(*error)

    def said(self) -> str:
        """What the processes wrote."""
        return (self.folder / "log").read_text()

    def stop_all(self):
        for process in self.processes.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def _valkey_answers(self):
        with contextlib.suppress(redis.RedisError):
            return self.valkey.ping()
        return False
