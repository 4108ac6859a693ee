"""A server that stands before Valkey and can refuse, or take its time."""

import contextlib
import socket
import threading
import time


class Proxy(contextlib.AbstractContextManager):
    """Listens on `port` and hands everything on to `target`, both of the loopback.

    delay: seconds that each piece of an answer takes longer.
    """

    def __init__(self, target: int):
        self.target, self.delay, self.sockets = target, 0.0, set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self._serve()

    def __exit__(self, *error):
        self.refuse()

    def refuse(self):
        """Nothing listens any more, and who was connected is cut off."""
        self._close(self.listener)
        for each in list(self.sockets):
            self._close(each)

    def listen(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._serve()

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
                if answers and self.delay:
                    time.sleep(self.delay)
                target.sendall(piece)
        self._close(source)
        self._close(target)

    def _close(self, each):
        self.sockets.discard(each)
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
