"""How honcho runs the processes of `make run`: without complaints at the end, and with none left behind."""

import contextlib
import multiprocessing
import os
import signal
import threading

from honcho.manager import SIGNALS, SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Printer
from honcho.process import Process

ASKED_TO_STOP = {each["rc"] for each in SIGNALS.values()}


class ProcessPrinter(Printer):
    """Prints what the processes say until the first one stops or is told to.

    What the others say after that is only that they cannot reach those that have stopped already.
    """

    ended_first = None

    def write(self, message):
        if message.name == SYSTEM_PRINTER_NAME:
            if " stopped " in message.data or " received" in message.data:
                self.ended_first = self.ended_first or message.data.strip()
        elif not self.ended_first:
            with contextlib.suppress(OSError):  # the terminal is closed; the processes have to be ended all the same
                super().write(message)


class Child(Process):
    """A process that ends with this program, even if this program is killed and cannot end it."""

    def run(self, *args, **kwargs):
        threading.Thread(target=self.follow_parent, daemon=True).start()
        super().run(*args, **kwargs)

    def follow_parent(self):
        if parent := multiprocessing.parent_process():
            parent.join()
        os.killpg(self._child.pid, signal.SIGTERM)
        os._exit(1)


class Processes(Manager):
    def __init__(self, printer):
        super().__init__(printer)
        self._process_ctor = Child

    def terminate(self):
        """Ends all processes. Waits until honcho knows all their ids, or it would miss some."""
        if multiprocessing.parent_process():
            return  # the signal has reached a fork of this program that is about to start a process
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()
