"""The protocol as no honest client speaks it."""

import os
import pathlib
import re
import struct
import time

from .tools import *

try:
    import paramiko
except ImportError:
    paramiko = None


def raw(port, who="njeri"):
    transport = paramiko.Transport(("127.0.0.1", port))
    # Where its time is over it says nothing, and the next step finds no session.
    transport.start_client(timeout=60)
    transport.auth_publickey(who, paramiko.Ed25519Key(filename=str(WORK / who)))
    return transport


def by_protocol(name, in_control=False):
    def add(function):
        def attempt(port):
            transport = raw(port)
            try:
                return function(transport) or strangers("njeri")
            except (paramiko.SSHException, EOFError, OSError):
                return strangers("njeri")
            finally:
                transport.close()
                quiet()

        if paramiko:
            trick("raw protocol", name, in_control)(attempt)
        return function

    return add


def output_of(channel, seconds=2.0):
    channel.settimeout(seconds)
    data = b""
    try:
        while chunk := channel.recv(65536):
            data += chunk
    except (OSError, paramiko.SSHException):
        pass
    return data


def asked(*requests):
    def attempt(transport):
        channel, marks = transport.open_session(timeout=5), Marks()
        for request in requests:
            try:
                if request == "pty":
                    channel.get_pty("xterm", 80, 24)
                elif request == "shell":
                    channel.invoke_shell()
                elif request == "exec":
                    channel.exec_command(marks.command)
                elif request.startswith("subsystem "):
                    channel.invoke_subsystem(request[10:])
                elif request.startswith("env "):
                    channel.set_environment_variable(request[4:], "/tmp/escape-value")
                elif request == "keys":
                    channel.send(marks.command.encode() + b"\r")
            except paramiko.SSHException:
                # A refused request closes paramiko's channel, and not the connection.
                channel = transport.open_session(timeout=5)
        return marks.left(output_of(channel))

    return attempt


for name, requests in {
    "exec": ["exec"], "exec with a terminal": ["pty", "exec"], "shell without a terminal": ["shell", "keys"],
    "shell, then exec": ["pty", "shell", "exec"], "exec twice": ["exec", "exec"], "sftp": ["subsystem sftp"],
    "shell, then sftp": ["pty", "shell", "subsystem sftp"], "a subsystem with a path": ["subsystem /bin/sh", "keys"],
    "a subsystem with a command": ["subsystem sftp; sh", "keys"], "an empty subsystem": ["subsystem ", "keys"],
    "two terminals": ["pty", "pty", "shell", "keys"], "a terminal after the shell": ["shell", "pty", "keys"],
    "a variable after the shell": ["pty", "shell", "env LD_PRELOAD", "keys"], "the agent": ["env SSH_AUTH_SOCK", "pty", "shell"],
}.items():
    by_protocol(name, name in ("exec", "exec with a terminal"))(asked(*requests))


@by_protocol("ten sessions at once")
def sessions(transport):
    marks, outputs = Marks(), b""
    for _ in range(10):
        try:
            channel = transport.open_session(timeout=2)
            channel.exec_command(marks.command)
            outputs += output_of(channel, 0.5)
        except (paramiko.SSHException, OSError):
            pass
    return marks.left(outputs)


for place in (("127.0.0.1", 8744), ("127.0.0.1", 22), ("::1", 22), ("localhost", 8743)):
    @by_protocol(f"a channel to {place[0]} {place[1]}", place[1] == 8744)
    def direct(transport, place=place):
        transport.open_channel("direct-tcpip", place, ("127.0.0.1", 1), timeout=3)
        return "a channel was opened"


for place in (("", 0), ("127.0.0.1", 15011), ("0.0.0.0", 15012), ("localhost", 22)):
    @by_protocol(f"a port asked for at {place[0] or 'any'} {place[1]}", place[1] == 15011)
    def remote(transport, place=place):
        transport.request_port_forward(*place)
        return "a port was opened"


for kind in ("x11", "auth-agent@openssh.com", "forwarded-tcpip", "tun@openssh.com", "direct-streamlocal@openssh.com"):
    @by_protocol(f"a channel of the kind {kind}")
    def strange(transport, kind=kind):
        transport.open_channel(kind, ("127.0.0.1", 8744), ("127.0.0.1", 1), timeout=3)
        return "a channel was opened"


@by_protocol("X11 for a session")
def x11(transport):
    channel = transport.open_session(timeout=5)
    channel.get_pty("xterm", 80, 24)
    channel.request_x11(handler=lambda *_: None)
    return "X11 was granted"


@by_protocol("the agent for a session", True)
def agent_request(transport):
    channel = transport.open_session(timeout=5)
    channel.request_forward_agent(lambda c: None)
    channel.get_pty("xterm", 80, 24)
    channel.invoke_shell()
    time.sleep(1.5)
    for number, _, _ in processes(user_id("njeri")):
        try:
            if b"SSH_AUTH_SOCK=" in pathlib.Path(f"/proc/{number}/environ").read_bytes():
                return "the desk has an agent"
        except OSError:
            pass
    return ""


for name in ("TERM", "KILL", "INT", "HUP", "USR1", "STOP"):
    @by_protocol(f"the signal {name}")
    def signalled(transport, name=name):
        channel = transport.open_session(timeout=5)
        channel.get_pty("xterm", 80, 24)
        channel.invoke_shell()
        time.sleep(1)
        message = paramiko.Message()
        message.add_byte(bytes([98]))
        message.add_int(channel.remote_chanid)
        message.add_string("signal")
        message.add_boolean(False)
        message.add_string(name)
        transport._send_user_message(message)
        time.sleep(0.5)
        return ""


@by_protocol("a break")
def pause(transport):
    channel = transport.open_session(timeout=5)
    channel.get_pty("xterm", 80, 24)
    channel.invoke_shell()
    message = paramiko.Message()
    message.add_byte(bytes([98]))
    message.add_int(channel.remote_chanid)
    message.add_string("break")
    message.add_boolean(False)
    message.add_int(500)
    transport._send_user_message(message)
    time.sleep(0.5)
    return ""


@by_protocol("a terminal with odd modes")
def modes(transport):
    channel, marks = transport.open_session(timeout=5), Marks()
    message = paramiko.Message()
    message.add_byte(bytes([98]))
    message.add_int(channel.remote_chanid)
    message.add_string("pty-req")
    message.add_boolean(False)
    message.add_string("xterm")
    for number in (80, 24, 0, 0):
        message.add_int(number)
    # ISIG, ICANON and ECHO on, Ctrl-Z as usual, a mode that there is not, and no end.
    message.add_string(bytes([50, 0, 0, 0, 1, 51, 0, 0, 0, 1, 53, 0, 0, 0, 1, 10, 0, 0, 0, 26, 159, 0, 0, 0, 1]))
    transport._send_user_message(message)
    channel.invoke_shell()
    time.sleep(1.5)
    channel.send(b"\x1a" + marks.command.encode() + b"\r")
    return marks.left(output_of(channel, 1))


@by_protocol("a new key exchange in the middle")
def rekey(transport):
    channel = transport.open_session(timeout=5)
    channel.get_pty("xterm", 80, 24)
    channel.invoke_shell()
    transport.renegotiate_keys()
    time.sleep(0.5)
    return ""
