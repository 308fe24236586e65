"""What every trick works with: a client, a terminal, marks that a command leaves, and a look at what runs as a cashier."""

import os
import pathlib
import pty
import re
import select
import signal
import struct
import fcntl
import subprocess
import sys
import termios
import time

MACHINE, WORK = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SHIPPED, OPEN = 22, 2222
SHOP = b"Duka la Escape"
TRICKS = []


def trick(kind, name, in_control=False):
    def add(function):
        TRICKS.append((kind, name, in_control, function))
        return function

    return add


def user_id(name):
    for line in (MACHINE / "etc/passwd").read_text().split("\n"):
        fields = line.split(":")
        if fields[0] == name:
            return int(fields[2])
    raise SystemExit(f"there is no account {name}")


def processes(of):
    """Processes of an account: number, name, state."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if entry.stat().st_uid != of:
                continue
            text = (entry / "stat").read_text()
            found.append((int(entry.name), text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2]))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


# No manager of services of hers either (user@.service.d/kaunta.conf).
ALLOWED = {"sshd", "kaunta"}


def strangers(who):
    """What runs as her besides her desk, and a desk that is stopped; a shell that has not yet become the desk is one."""
    deadline = time.monotonic() + 2
    while True:
        bad = [f"process {n}" for _, n, _ in processes(user_id(who)) if n not in ALLOWED]
        bad += [f"stopped {n}" for _, n, s in processes(user_id(who)) if s == "T"]
        if not bad or time.monotonic() > deadline:
            return ", ".join(bad)
        time.sleep(0.1)


def foreign_files(who):
    """Files of places that anybody can write to, mapped or open in her desk."""
    for number, name, _ in processes(user_id(who)):
        if name != "kaunta":
            continue
        try:
            paths = [line.split(None, 5)[5] for line in pathlib.Path(f"/proc/{number}/maps").read_text().splitlines() if "/" in line]
            paths += [os.readlink(f"/proc/{number}/fd/{fd}") for fd in os.listdir(f"/proc/{number}/fd")]
        except OSError:
            continue
        # From outside its root a file of the machine has the path that it has here.
        own = [path.removeprefix(str(MACHINE)) for path in paths]
        bad = [p for p in own if p.startswith(("/tmp/", "/home/", "/dev/shm/", "/var/tmp/"))]
        if bad:
            return "uses " + bad[0]
    return ""


def quiet(who="njeri"):
    """Waits until her desk has ended; a till is somebody's at a time."""
    deadline = time.monotonic() + 12
    while any(n == "kaunta" for _, n, _ in processes(user_id(who))):
        if time.monotonic() > deadline:
            for number, name, _ in processes(user_id(who)):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.05)


def client(port, *words, who="njeri", key=None, options=()):
    base = ["ssh", "-F", "none", "-p", str(port), "-i", str(WORK / (key or who))]
    settled = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "BatchMode=yes",
               "ConnectTimeout=5", "LogLevel=ERROR"]
    for option in list(options) + settled:
        base += ["-o", option]
    return base + list(words[:-1]) + [f"{who}@127.0.0.1"] + ([words[-1]] if words and words[-1] else [])


def run(words, text=b"", seconds=8, environment=None):
    try:
        done = subprocess.run(words, input=text, capture_output=True, timeout=seconds, env=environment)
        return done.stdout + done.stderr
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"") + (late.stderr or b"") + b"[went on]"


class Marks:
    """A command that leaves a mark when a shell of hers runs it, and what it left."""

    count = 0

    def __init__(self):
        Marks.count += 1
        self.name = f"mark{Marks.count}x{os.getpid()}"
        self.command = f"touch /tmp/{self.name}; echo {self.name}-$((20+22)); id"

    def left(self, output):
        if (MACHINE / "tmp" / self.name).exists():
            return "a command left a file"
        if f"{self.name}-42".encode() in output:
            return "a shell answered"
        if b"uid=" in output and b"gid=" in output:
            return "id answered"
        return ""


class Desk:
    """ssh with a terminal, as a cashier has it."""

    def __init__(self, port, *words, who="njeri", term="xterm-256color", size=(24, 80), environment=None, options=()):
        self.process, self.out = 0, b""
        words = client(port, "-tt", *words, who=who, options=options) if words else client(port, "-tt", "", who=who, options=options)
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": term}
            env.update(environment or {})
            os.execvpe(words[0], words, env)
        self.resize(*size)

    def resize(self, rows, columns):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        try:
            os.kill(self.process, signal.SIGWINCH)
        except ProcessLookupError:
            pass

    def read(self, seconds, until=None):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if until and until in self.out:
                return self.out
            ready, _, _ = select.select([self.descriptor], [], [], 0.1)
            if ready:
                try:
                    data = os.read(self.descriptor, 65536)
                except OSError:
                    return self.out
                if not data:
                    return self.out
                self.out += data
        return self.out

    def send(self, data):
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.descriptor, view[:512]) :]
            except OSError:
                return
            self.read(0.01)

    def close(self):
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.descriptor)


def at_desk(port, keys, who="njeri", settle=0.6, **how):
    """Opens a desk, types, and says what came of it besides a desk."""
    desk = Desk(port, who=who, **how)
    try:
        desk.read(30, until=SHOP)
        marks = Marks()
        desk.out = b""
        desk.send(keys(marks) if callable(keys) else keys)
        desk.read(settle)
        return marks.left(desk.out) or strangers(who) or foreign_files(who)
    finally:
        desk.close()
        quiet(who)


def by_command(*words, text=None, seconds=6, **how):
    def attempt(port):
        marks = Marks()
        given = [w.replace("CMD", marks.command) for w in words]
        output = run(client(port, *given, **how), (text or "").replace("CMD", marks.command).encode(), seconds)
        result = marks.left(output) or strangers(how.get("who", "njeri"))
        quiet(how.get("who", "njeri"))
        return result

    return attempt
