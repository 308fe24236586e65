"""Cashiers who log in, and what their desks show."""

import os
import re
import select
import subprocess
import time

from parts import MACHINE, run

WORK = MACHINE / "root/people"


def key_of(name):
    """Her own key, made when it is wanted first: no two cashiers may have one."""
    path = WORK / f"key-{name}"
    if not path.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def add(name, till=None):
    key_of(name)
    words = ["kaunta", "cashier", "add", name, "--key", f"/root/people/key-{name}.pub"]
    return run(*words, *(["--till", str(till)] if till else []))


class Login:
    """ssh with a terminal, as a cashier has it."""

    def __init__(self, name, source="127.0.0.1", words=""):
        ssh = ["ssh", "-F", "none", "-tt", "-b", source, "-i", str(key_of(name))]
        for option in ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "BatchMode=yes",
                       "LogLevel=ERROR"]:
            ssh += ["-o", option]
        self.name = name
        self.began, self.drawn, self.out = time.monotonic(), None, b""
        ssh += [f"{name}@127.0.0.1"] + ([words] if words else [])
        self.process = subprocess.Popen(ssh, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        env=os.environ | {"TERM": "xterm-256color"})
        self.open = True

    def type(self, keys):
        try:
            self.process.stdin.write(keys)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def last_line(self):
        """What was written last, without what moves the cursor."""
        text = re.sub(rb"\x1b[\[\]()][0-9;?]*[a-zA-Z]?", b" ", self.out).decode(errors="replace")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return " ".join(lines[-1].split())[-200:] if lines else ""

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()


def follow(logins, seconds, done=None):
    """Reads what their screens get, for so long or until all have a desk or an end."""
    ends = time.monotonic() + seconds
    by_file = {login.process.stdout.fileno(): login for login in logins}
    while time.monotonic() < ends:
        waiting = [l for l in logins if l.open and l.drawn is None]
        if not waiting and done is None or done and any(done in l.out for l in logins):
            return
        ready, _, _ = select.select([f for f, l in by_file.items() if l.open], [], [], 0.5)
        for file in ready:
            login = by_file[file]
            piece = os.read(file, 65536)
            if not piece:
                login.open = False
                continue
            login.out = (login.out + piece)[-200000:]
            # The amount's label stands on every desk that can be typed on.
            if login.drawn is None and b"Duka" in login.out:
                login.drawn = time.monotonic() - login.began


def desks(name):
    """Processes of her desk."""
    number = run("id", "-u", name).stdout.strip()
    return run("pgrep", "--uid", number, "--exact", "kaunta").stdout.split()
