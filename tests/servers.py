"""A real Valkey for one test."""

import contextlib
import signal
import subprocess
import time
from pathlib import Path

import redis

from local import valkey


class Server:
    """Stops, goes on, refuses writes: whatever a test wants of it. It listens on a socket in the folder."""

    def __init__(self, folder: Path):
        self.folder, self.socket = folder, folder / "s"
        self.url = f"unix://{self.socket}?db=0"
        self.client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=None)
        self.start()

    def start(self):
        self.process = subprocess.Popen(valkey.command(self.folder, self.socket))
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up:
            with contextlib.suppress(redis.ConnectionError):
                return self.client.ping()
            time.sleep(0.02)
        raise TimeoutError("Valkey did not start.")

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        self.client.close()
        self.go_on()
        self.kill()
