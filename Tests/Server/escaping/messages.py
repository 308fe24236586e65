"""Messages of the protocol made by hand, where a client's library would not send them.

Every message that comes back is kept, so that a trick sees what was granted.
"""

import struct
import time

from .protocol import output_of, paramiko, raw
from .tools import *

REQUEST_SUCCESS, OPEN_SUCCESS, DATA, EXTENDED, SUCCESS = 81, 91, 94, 95, 99


def field(value):
    """A field as the protocol writes it: numbers have four bytes, texts their length before them."""
    if isinstance(value, bool):
        return bytes([value])
    if isinstance(value, int):
        return struct.pack(">I", value)
    value = value.encode() if isinstance(value, str) else value
    return struct.pack(">I", len(value)) + value


class Wire:
    """A connection that has been let in, with channels of its own numbers."""

    def __init__(self, port, who="njeri"):
        self.heard, self.count = [], 1000
        self.transport = raw(port, who)
        table = dict(paramiko.Transport._handler_table)
        for number in list(range(80, 83)) + list(range(90, 101)):
            table[number] = self.hear(number)
        self.transport._handler_table = table

    def hear(self, number):
        return lambda _, message: self.heard.append((number, message.asbytes()[message.packet.tell():]))

    def send(self, number, *fields, tail=b""):
        # A channel that was refused has no number to be named by.
        if None in fields:
            return
        message = paramiko.Message()
        message.add_bytes(bytes([number]) + b"".join(field(value) for value in fields) + tail)
        self.transport._send_user_message(message)

    def wait(self, *numbers, seconds=1.5):
        """The first such message, and nothing when none comes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.transport.is_active():
            for kept in list(self.heard):
                if kept[0] in numbers:
                    self.heard.remove(kept)
                    return kept
            time.sleep(0.02)
        return None

    def open(self, kind="session", *fields, window=1 << 21, packet=1 << 15):
        """The other side's number of a new channel; nothing when it is refused."""
        self.count += 1
        self.send(90, kind, self.count, window, packet, *fields)
        answer = self.wait(OPEN_SUCCESS, 92)
        return struct.unpack(">I", answer[1][4:8])[0] if answer and answer[0] == OPEN_SUCCESS else None

    def ask(self, channel, name, *fields, wants=True, tail=b""):
        """Whether a request for a channel was granted."""
        self.send(98, channel, name, wants, *fields, tail=tail)
        if channel is None or not wants:
            return False
        answer = self.wait(SUCCESS, 100)
        return bool(answer and answer[0] == SUCCESS)

    def terminal(self, channel, name="xterm", columns=80, rows=24, modes=b"\0"):
        return self.ask(channel, "pty-req", name, columns, rows, 0, 0, modes)

    def type(self, channel, data):
        self.send(DATA, channel, data)

    def desk(self, **how):
        """A channel with a desk that has been drawn."""
        channel = self.open(**how)
        self.terminal(channel)
        self.ask(channel, "shell")
        self.output(1.2, until=SHOP)
        return channel

    def output(self, seconds=1.5, until=None):
        """What came on all channels since the last look."""
        deadline, data = time.monotonic() + seconds, b""
        while time.monotonic() < deadline and self.transport.is_active():
            kept = self.wait(DATA, EXTENDED, seconds=0.1)
            if kept:
                data += kept[1][8 if kept[0] == DATA else 12:]
            if until and until in data:
                break
        return data

    def ends(self, marks, channel=None):
        """Types a command, and says whether anything but a desk took it."""
        if channel is not None:
            self.type(channel, marks.command.encode() + b"\r")
        return marks.left(self.output())


def by_hand(name, in_control=False, who="njeri"):
    def add(function):
        def attempt(port):
            wire = Wire(port, who)
            try:
                return function(wire, Marks()) or strangers(who) or foreign_files(who)
            except (paramiko.SSHException, EOFError, OSError):
                return strangers(who)
            finally:
                wire.transport.close()
                quiet(who)

        if paramiko:
            trick("by hand", name, in_control)(attempt)
        return function

    return add


# Channels.

for name, how in {
    "a window of four billion bytes": {"window": 0xFFFFFFFF}, "packets of four billion bytes": {"packet": 0xFFFFFFFF},
    "packets of one byte": {"packet": 1}, "a window of nothing": {"window": 0},
}.items():
    @by_hand(name)
    def opened(wire, marks, how=how):
        return wire.ends(marks, wire.desk(**how))


@by_hand("a window that grows beyond its number")
def grown(wire, marks):
    channel = wire.desk()
    for _ in range(10):
        wire.send(93, channel, 0xFFFFFFFF)
    return wire.ends(marks, channel)


@by_hand("more than the window allows")
def flooded(wire, marks):
    channel = wire.desk()
    for _ in range(150):
        wire.send(DATA, channel, b"\x1a!" * 16000)
    return wire.ends(marks, channel)


@by_hand("a command as extended data")
def extended(wire, marks):
    channel = wire.desk()
    for kind in (0, 1, 2, 0xFFFFFFFF):
        wire.send(EXTENDED, channel, kind, marks.command.encode() + b"\r")
    return wire.ends(marks)


@by_hand("data for channels that there are not")
def nowhere(wire, marks):
    wire.desk()
    for channel in (1, 2, 99, 0xFFFFFFFF):
        wire.type(channel, marks.command.encode() + b"\r")
    return wire.ends(marks)


@by_hand("an end, and keys after it")
def ended(wire, marks):
    channel = wire.desk()
    wire.send(96, channel)
    return wire.ends(marks, channel)


@by_hand("closed, and keys after it")
def closed(wire, marks):
    channel = wire.desk()
    wire.send(97, channel)
    return wire.ends(marks, channel)


@by_hand("thirty sessions that are closed at once")
def many(wire, marks):
    for _ in range(30):
        channel = wire.open()
        if channel is None:
            break
        wire.terminal(channel)
        wire.ask(channel, "shell", wants=False)
        wire.send(97, channel)
    channel = wire.open()
    wire.ask(channel, "exec", marks.command)
    return wire.ends(marks)


@by_hand("a second session while the first is open", True)
def second(wire, marks):
    wire.desk()
    channel = wire.open()
    if channel is None:
        return ""
    wire.ask(channel, "exec", marks.command)
    return wire.ends(marks) or "a second session was opened"


@by_hand("everything on one channel", True)
def everything(wire, marks):
    channel = wire.open()
    wire.terminal(channel)
    for name, fields in (("shell", ()), ("exec", (marks.command,)), ("subsystem", ("sftp",)), ("shell", ())):
        wire.ask(channel, name, *fields)
    return wire.ends(marks, channel)


OPENED = {
    "of the X server": ("x11", "127.0.0.1", 6000), "of the agent": ("auth-agent@openssh.com",),
    "of a tunnel": ("tun@openssh.com", 1, 0x7FFFFFFF), "of a bridge": ("tun@openssh.com", 2, 0x7FFFFFFF),
    "back from a port": ("forwarded-tcpip", "127.0.0.1", 22, "127.0.0.1", 1),
    "to a port beyond the last": ("direct-tcpip", "127.0.0.1", 65536 + 8744, "127.0.0.1", 1),
    "to the listener": ("direct-tcpip", "127.0.0.1", 8744, "", 0),
    "to any address": ("direct-tcpip", "0.0.0.0", 8744, "", 0),
    "to a control socket": ("mux-proxy@openssh.com",), "of a kind that there is not": ("shell",),
}
for path in ("/run/systemd/private", "/run/dbus/system_bus_socket", "/run/systemd/journal/stdout",
             "/var/lib/kaunta/locks/till-1.door", "../../run/dbus/system_bus_socket"):
    OPENED["to " + path] = ("direct-streamlocal@openssh.com", path, "", 0)
for name, (kind, *fields) in OPENED.items():
    @by_hand("a channel " + name, name in ("to the listener", "to /run/systemd/journal/stdout"))
    def asked_for(wire, marks, kind=kind, fields=fields):
        return "a channel was opened" if wire.open(kind, *fields) is not None else ""


# Requests.

ENDS = {
    "a command with NUL in it": ("exec", b"x\0; CMD"), "a command after NUL": ("exec", b"\0CMD"),
    "an empty command": ("exec", b""), "a command of line ends": ("exec", b"\n\nCMD\n"),
    "a command of a megabyte": ("exec", b"CMD;" + b"#" * 200_000), "a command without an end": ("exec", b"CMD;'\"`"),
    "sftp inside sshd": ("subsystem", b"internal-sftp"), "sftp in capitals": ("subsystem", b"SFTP"),
    "a subsystem with NUL": ("subsystem", b"sftp\0sh"), "a subsystem of a path": ("subsystem", b"/usr/lib/openssh/sftp-server"),
    "a subsystem up the tree": ("subsystem", b"../../../bin/sh"), "netconf": ("subsystem", b"netconf"),
    "public keys": ("subsystem", b"publickey"),
}
for name, (request, text) in ENDS.items():
    for terminal in (False, True):
        @by_hand(name + (" on a terminal" if terminal else ""), name == "a command of line ends")
        def requested(wire, marks, request=request, text=text, terminal=terminal):
            channel = wire.open()
            if terminal:
                wire.terminal(channel)
            wire.ask(channel, request, text.replace(b"CMD", marks.command.encode()))
            wire.type(channel, marks.command.encode() + b"\nexit\n")
            return marks.left(wire.output(2))


def environment_of(wire, variables, wanted):
    channel = wire.open()
    for name, value in variables:
        wire.ask(channel, "env", name, value, wants=False)
    wire.terminal(channel)
    wire.ask(channel, "shell")
    wire.output(1.2, until=SHOP)
    for number, _, _ in processes(user_id("njeri")):
        try:
            if wanted in pathlib.Path(f"/proc/{number}/environ").read_bytes():
                return "it is in the environment"
        except OSError:
            pass
    return ""


for name, (variable, value) in {
    "a variable with NUL in its name": (b"LANG\0LD_PRELOAD", b"/tmp/escape.so"),
    "a variable with an equals sign in its name": (b"LD_PRELOAD=/tmp/escape.so", b"x"),
    "a variable with a line end in its name": (b"LANG\nLD_PRELOAD", b"/tmp/escape.so"),
    "a variable in another case": (b"ld_preload", b"/tmp/escape.so"), "a variable without a name": (b"", b"/tmp/escape.so"),
    "a variable behind a pattern": (b"LC_../../LD_PRELOAD", b"/tmp/escape.so"), "TERM": (b"TERM", b"/tmp/escape.so"),
    "the command of the session": (b"SSH_ORIGINAL_COMMAND", b"/tmp/escape.so"),
    "whose session it is": (b"LOGNAME", b"/tmp/escape.so"),
}.items():
    @by_hand(name, variable in (b"TERM", b"ld_preload"))
    def variables(wire, marks, variable=variable, value=value):
        return environment_of(wire, [(variable, value)], b"/tmp/escape.so")


@by_hand("a thousand variables")
def thousand(wire, marks):
    return environment_of(wire, [(f"LD_{n}", "/tmp/escape.so") for n in range(1000)], b"/tmp/escape.so")


@by_hand("a terminal whose every mode is given")
def all_modes(wire, marks):
    channel = wire.open()
    modes = b"".join(bytes([number]) + struct.pack(">I", 0x1A) for number in range(1, 160)) + b"\0"
    wire.terminal(channel, modes=modes)
    wire.ask(channel, "shell")
    wire.output(1.2, until=SHOP)
    wire.type(channel, b"\x1a\x1a\r")
    return wire.ends(marks, channel)


for name in (b"xterm\0sh", b"x" * 100_000, b"\xff\xfe", b"-e sh", b"/bin/sh", b"%n%n%n"):
    @by_hand(f"a terminal called {name[:12]!r}")
    def called(wire, marks, name=name):
        channel = wire.open()
        wire.terminal(channel, name=name)
        wire.ask(channel, "shell")
        return wire.ends(marks, channel)


@by_hand("two hundred sizes of four billion")
def sizes(wire, marks):
    channel = wire.desk()
    for number in range(200):
        wire.ask(channel, "window-change", 0xFFFFFFFF, 0xFFFFFFFF - number, 0xFFFFFFFF, number, wants=False)
        wire.ask(channel, "window-change", number, 1, 0, 0, wants=False)
    return wire.ends(marks, channel)


@by_hand("signals that there are and are not")
def signals(wire, marks):
    channel = wire.desk()
    for name in ("ABRT", "ALRM", "FPE", "ILL", "QUIT", "SEGV", "USR2", "INFO", "TSTP", "CONT", "TTIN", "", "KILL\0x", "9", "../KILL"):
        wire.ask(channel, "signal", name, wants=False)
    time.sleep(0.3)
    for name in ("core", "usr/share/kaunta/home/core", "var/crash/core"):
        if (MACHINE / name).exists():
            return f"a core file: {name}"
    return wire.ends(marks, channel)


for name in ("auth-agent-req@openssh.com", "x11-req", "xon-xoff", "exit-status", "eow@openssh.com", "keepalive@openssh.com",
             "break", "subsystem", "pty-req", "window-change", "env", "exec"):
    @by_hand(f"the request {name} with nothing in it")
    def bare(wire, marks, name=name):
        channel = wire.desk()
        wire.ask(channel, name)
        return wire.ends(marks, channel)


# What is asked of the whole connection.

@by_hand("a socket asked for by its path", True)
def socket_path(wire, marks):
    place = MACHINE / "tmp/asked.sock"
    place.unlink(missing_ok=True)
    wire.send(80, "streamlocal-forward@openssh.com", True, "/tmp/asked.sock")
    wire.wait(REQUEST_SUCCESS, 82)
    return "a socket was opened" if place.exists() else ""


for name in ("tcpip-forward", "cancel-tcpip-forward", "cancel-streamlocal-forward@openssh.com", "hostkeys-prove-00@openssh.com",
             "no-more-sessions@openssh.com", "shutdown", "exec"):
    @by_hand(f"the connection's request {name} with nothing in it")
    def of_all(wire, marks, name=name):
        wire.send(80, name, True)
        wire.wait(REQUEST_SUCCESS, 82)
        return wire.ends(marks, wire.desk())


@by_hand("once more as root, after the login")
def again(wire, marks):
    for method in ("none", "publickey", "password"):
        wire.send(50, "root", "ssh-connection", method)
    channel = wire.open()
    if channel is not None:
        wire.ask(channel, "exec", marks.command)
    return wire.ends(marks)


@by_hand("every message that there is")
def all_messages(wire, marks):
    for number in [n for n in range(2, 256) if n not in (20, 21, 30, 31, 90)]:
        if not wire.transport.is_active():
            break
        wire.send(number, "x", True, tail=b"\0" * 8)
    return wire.ends(marks)


def before_login(port):
    """A channel that is asked for before anybody was let in."""
    transport, marks = paramiko.Transport(("127.0.0.1", port)), Marks()
    try:
        transport.start_client(timeout=60)
        for number, body in ((90, field("session") + field(0) + field(1 << 20) + field(1 << 15)),
                             (98, field(0) + field("exec") + field(True) + field(marks.command)),
                             (80, field("tcpip-forward") + field(True) + field("") + field(15021))):
            message = paramiko.Message()
            message.add_bytes(bytes([number]) + body)
            transport._send_message(message)
        time.sleep(1)
        return marks.left(b"") or strangers("njeri")
    except (paramiko.SSHException, EOFError, OSError):
        return marks.left(b"")
    finally:
        transport.close()


if paramiko:
    trick("by hand", "a channel before the login")(before_login)
