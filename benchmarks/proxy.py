"""A server that stands before Valkey and can refuse, or take its time.

`python -m benchmarks.proxy TARGET` is that server, a process of its own so that nothing else slows it down: it prints
its port, then does what it reads, a command a line.
"""

import contextlib
import socket
import subprocess
import sys
import threading
import time


class Proxy(contextlib.AbstractContextManager):
    """Hands everything on to the port `target`, both of the loopback, until told otherwise."""

    def __init__(self, target: int):
        command = [sys.executable, "-m", "benchmarks.proxy", str(target)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def __exit__(self, *error):
        self.process.communicate()

    def refuse(self):
        """Nothing listens any more, and who was connected is cut off."""
        self._tell("refuse")

    def listen(self):
        self._tell("listen")

    def delay(self, seconds: float):
        """Each piece of an answer takes so much longer."""
        self._tell(f"delay {seconds}")

    def _tell(self, command):
        print(command, file=self.process.stdin, flush=True)
        self.process.stdout.readline()


class Server:
    def __init__(self, target):
        self.target, self.seconds, self.sockets = target, 0.0, set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self._serve()

    def refuse(self):
        self._close(self.listener)
        for each in list(self.sockets):
            self._close(each)

    def listen(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._serve()

    def delay(self, seconds):
        self.seconds = float(seconds)

    def _serve(self):
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def _accept(self, listener):
        with contextlib.suppress(OSError):
            while True:
                near = listener.accept()[0]
                try:
                    far = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    near.close()
                    continue
                for each in (near, far):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.sockets.add(each)
                for pair, answers in (((near, far), False), ((far, near), True)):
                    threading.Thread(target=self._hand_on, args=[*pair, answers], daemon=True).start()

    def _hand_on(self, source, target, answers):
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if answers and self.seconds:
                    time.sleep(self.seconds)
                target.sendall(piece)
        self._close(source)
        self._close(target)

    def _close(self, each):
        self.sockets.discard(each)
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


def main(target: int):
    server = Server(target)
    print(server.port, flush=True)
    for line in sys.stdin:
        name, *words = line.split()
        getattr(server, name)(*words)
        print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
