"""How Redis fails, and how it is mended. Import it inside a Lab."""

import random
import shutil
import signal

from benchmarks.losses import Losses


class Failures:
    """A generator each: it breaks Redis, yields, and mends it."""

    def __init__(self, lab):
        self.lab, self.valkey, self.proxy = lab, lab.valkey, lab.proxy
        self.losses, self._older_states = Losses(), []
        self._keep_state()

    def none(self):
        """How far two looks differ by chance."""
        yield

    def refused(self):
        self.proxy.refuse()
        yield
        self.proxy.listen()

    def hung(self):
        self.lab.kill("redis", signal.SIGSTOP)
        yield
        self.lab.kill("redis", signal.SIGCONT)

    def slow_by_200_ms(self):
        self.proxy.delay(0.2)
        yield
        self.proxy.delay(0)

    def out_of_memory(self):
        self.valkey.config_set("maxmemory", 1)
        yield
        self.valkey.config_set("maxmemory", 0)

    def read_only(self):
        self.valkey.replicaof("127.0.0.1", 1)
        yield
        self.valkey.replicaof("NO", "ONE")

    def flushed(self):
        self.losses.empty(self.valkey)
        yield

    def wrong_password(self):
        self.valkey.config_set("requirepass", "another")
        self.valkey.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        yield
        self.valkey.config_set("requirepass", "")

    def killed(self):
        self.lab.kill("redis")
        self._keep_state()
        yield
        self.lab.start("redis")

    def put_back(self):
        """Killed, and started in one of the states that it was in before."""
        self.losses.read_before_the_end(self.valkey)
        older = random.choice(self._older_states)
        self.lab.kill("redis")
        self._keep_state()
        shutil.rmtree(self.lab.valkey_files)
        shutil.copytree(older, self.lab.valkey_files)
        yield
        self.lab.start("redis")

    def _keep_state(self):
        """An append-only file can be copied at any time."""
        copy = self.lab.folder / f"valkey.{len(self._older_states)}"
        shutil.copytree(self.lab.valkey_files, copy, ignore=shutil.ignore_patterns("*.log"))
        self._older_states.append(copy)


NAMES = [name for name in vars(Failures) if not name.startswith("_")]
