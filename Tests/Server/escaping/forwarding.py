"""Forwarding of every kind: something must come back through it."""

import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import time

from .tools import *

def answers(place, local=True):
    """Whether the listener of the machine, or sshd, answers at a place."""
    try:
        kind = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
        with socket.socket(kind) as line:
            line.settimeout(2)
            line.connect(place)
            line.sendall(b"GET /health HTTP/1.0\r\n\r\n")
            return b"HTTP" in line.recv(200)
    except OSError:
        return False


def forwarding(words, place, terminal=True):
    def attempt(port):
        for path in (pathlib.Path("/tmp/forward.sock"), MACHINE / "tmp/remote.sock"):
            path.unlink(missing_ok=True)
        command = client(port, *words, "-tt" if terminal else "-N", "")
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 2.5
            while time.monotonic() < deadline:
                if answers(place):
                    return "a connection went through"
                time.sleep(0.2)
            return ""
        finally:
            process.kill()
            process.wait()
            quiet()

    return attempt


FORWARDS = {
    "to a port": (["-L", "15001:127.0.0.1:8744"], ("127.0.0.1", 15001)),
    "from a port": (["-R", "15002:127.0.0.1:8744"], ("127.0.0.1", 15002)),
    "from every address": (["-R", "*:15003:127.0.0.1:8744"], ("127.0.0.1", 15003)),
    "to a socket": (["-L", "/tmp/forward.sock:127.0.0.1:8744"], "/tmp/forward.sock"),
    "from a socket": (["-R", "/tmp/remote.sock:127.0.0.1:8744"], str(MACHINE / "tmp/remote.sock")),
}
for name, (words, place) in FORWARDS.items():
    trick("forwarding", name, True)(forwarding(words, place))
    trick("forwarding", name + " without a session", True)(forwarding(words, place, terminal=False))


def proxied(words, place):
    """Whether a proxy (SOCKS) answers at a port of this machine, and leads to the listener."""

    def attempt(port):
        process = subprocess.Popen(client(port, *words, "-N", ""), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 3
            while time.monotonic() < deadline:
                try:
                    with socket.create_connection(("127.0.0.1", place), 2) as line:
                        line.settimeout(2)
                        line.sendall(b"\x05\x01\x00")
                        line.recv(2)
                        line.sendall(b"\x05\x01\x00\x01\x7f\x00\x00\x01" + struct.pack(">H", 8744))
                        return "a connection went through" if line.recv(10)[1:2] == b"\x00" else ""
                except OSError:
                    time.sleep(0.2)
            return ""
        finally:
            process.kill()
            process.wait()
            quiet()

    return attempt


trick("forwarding", "as a proxy (SOCKS)", True)(proxied(["-D", "15004"], 15004))
trick("forwarding", "back as a proxy", True)(proxied(["-R", "15005"], 15005))


@trick("forwarding", "of standard input (-W)", True)
def stdio(port):
    output = run(client(port, "-W", "127.0.0.1:8744", ""), b"GET /health HTTP/1.0\r\n\r\n", 4)
    return "a connection went through" if b"HTTP/1" in output else ""


@trick("forwarding", "to a socket of the machine", True)
def to_socket(port):
    near = pathlib.Path("/tmp/bus.sock")
    near.unlink(missing_ok=True)
    process = subprocess.Popen(client(port, "-L", f"{near}:/run/dbus/system_bus_socket", "-N", ""), stdin=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 2.5
        while time.monotonic() < deadline:
            try:
                with socket.socket(socket.AF_UNIX) as line:
                    line.settimeout(2)
                    line.connect(str(near))
                    line.sendall(b"\0AUTH\r\n")
                    if b"REJECTED" in line.recv(200):
                        return "a connection went through"
            except OSError:
                pass
            time.sleep(0.2)
        return ""
    finally:
        process.kill()
        process.wait()
        quiet()


@trick("forwarding", "through her to another account (-J)", True)
def jump(port):
    proxy = " ".join(client(port, "-W", "127.0.0.1:2222", ""))
    output = run(client(port, "echo jumped-$((20+22))", who="amina", options=[f"ProxyCommand={proxy}"]))
    quiet()
    return "a login went through" if b"jumped-42" in output else ""


@trick("forwarding", "nothing, and no session: no till is held")
def no_session(port):
    process = subprocess.Popen(client(port, "-N", ""), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.5)
        return "a desk is held" if any(n == "kaunta" for _, n, _ in processes(user_id("njeri"))) else strangers("njeri")
    finally:
        process.kill()
        process.wait()


@trick("forwarding", "of a bridge (Tunnel=ethernet)")
def bridge(port):
    return tunnel(port, ["Tunnel=ethernet"])


@trick("forwarding", "of a tunnel (-w)")
def tunnel(port, options=()):
    before = set(os.listdir("/sys/class/net")) if os.path.isdir("/sys/class/net") else set()
    process = subprocess.Popen(client(port, "-w", "any:any", "-N", "", options=options), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.kill()
    words = process.stderr.read()
    quiet()
    after = set(os.listdir("/sys/class/net")) if os.path.isdir("/sys/class/net") else set()
    return "a device is there" if any(n.startswith("tun") for n in after - before) and b"failed" not in words else ""


def in_environment(port, names, options, environment=None, words=()):
    """What of these the desk, or in the control the shell, has in its environment."""
    desk = Desk(port, *words, "", options=options, environment=environment) if words else Desk(
        port, options=options, environment=environment)
    try:
        desk.read(3, until=SHOP)
        for number, name, _ in processes(user_id("njeri")):
            if name not in ("kaunta", "sh", "bash", "dash"):
                continue
            try:
                variables = pathlib.Path(f"/proc/{number}/environ").read_bytes().split(b"\0")
            except OSError:
                continue
            found = [n for n in names if any(v.startswith(n.encode() + b"=") for v in variables)]
            if found:
                return "has " + ", ".join(found)
        return ""
    finally:
        desk.close()
        quiet()


@trick("forwarding", "of the agent", True)
def agent(port):
    started = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True).stdout
    socket_path = re.search(r"SSH_AUTH_SOCK=([^;]+)", started).group(1)
    number = int(re.search(r"SSH_AGENT_PID=(\d+)", started).group(1))
    try:
        return in_environment(port, ["SSH_AUTH_SOCK"], ["ForwardAgent=yes"], {"SSH_AUTH_SOCK": socket_path})
    finally:
        os.kill(number, signal.SIGTERM)


for option in ("ForwardX11=yes", "ForwardX11Trusted=yes"):
    @trick("forwarding", "of the display, " + option)
    def display(port, option=option):
        return in_environment(
            port, ["DISPLAY"], ["ForwardX11=yes", option, "XAuthLocation=/bin/true"], {"DISPLAY": ":7"})


@trick("forwarding", "of a second session over one connection", True)
def second_session(port):
    path = "/tmp/escapes-control"
    first = Desk(port, options=["ControlMaster=yes", f"ControlPath={path}", "ControlPersist=no"])
    try:
        first.read(4, until=SHOP)
        marks = Marks()
        output = run(client(port, marks.command, options=[f"ControlPath={path}", "ControlMaster=no"]), seconds=5)
        return marks.left(output) or strangers("njeri")
    finally:
        first.close()
        quiet()
