"""How honcho runs the processes of `make run`: quiet at the end, and none left behind."""

import contextlib
import multiprocessing
import os
import signal
import threading

from honcho.manager import SIGNALS, SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Printer
from honcho.process import Process

ASKED_TO_STOP = {each["rc"] for each in SIGNALS.values()}


class Lines(Printer):
    """Prints what the processes say, until one of them stops or is told to: after that they only miss each other."""

    ended_first = None

    def write(self, message):
        if message.name == SYSTEM_PRINTER_NAME:
            if " stopped " in message.data or " received" in message.data:
                self.ended_first = self.ended_first or message.data.strip()
        elif not self.ended_first:
            with contextlib.suppress(OSError):  # the terminal was closed: no reason to leave the processes behind
                super().write(message)


class Child(Process):
    """A process that does not outlive this program, even where this is killed without a chance to end it."""

    def run(self, *args, **kwargs):
        threading.Thread(target=self.follow_parent, daemon=True).start()
        super().run(*args, **kwargs)

    def follow_parent(self):
        multiprocessing.parent_process().join()
        os.killpg(self._child.pid, signal.SIGTERM)
        os._exit(1)


class Processes(Manager):
    def __init__(self, printer):
        super().__init__(printer)
        self._process_ctor = Child

    def terminate(self):
        """Ends all processes; a moment later if honcho does not know all their ids yet, or it would miss some."""
        if multiprocessing.parent_process():
            return  # a signal met the copy of us that is just starting a process
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()
