"""What is typed, pasted and answered at the desk."""

import time

from .forwarding import answers
from .tools import *


KEYS = {
    "Ctrl-Z": b"\x1a", "Ctrl-Z many times": b"\x1a" * 50, "Ctrl-C": b"\x03", "Ctrl-\\": b"\x1c", "Ctrl-D": b"\x04" * 5,
    "Ctrl-S and Ctrl-Q": b"\x13\x11", "Ctrl-Y": b"\x19", "Ctrl-]": b"\x1d", "Ctrl-V Ctrl-C": b"\x16\x03", "NUL": b"\x00" * 20,
    "Ctrl-Z then commands": lambda m: b"\x1a\x1a" + m.command.encode() + b"\r",
    "an exclamation mark": lambda m: b"!" + m.command.encode() + b"\r",
    "a colon": lambda m: b":!" + m.command.encode() + b"\r",
    "a pipe": lambda m: b"|" + m.command.encode() + b"\r",
    "a substitution in the phone": lambda m: b"$(" + m.command.encode() + b")\r",
    "backticks in the amount": lambda m: b"0712345678\r`" + m.command.encode() + b"`\r",
    "commands in search": lambda m: b"/" + m.command.encode() + b"\r",
    "a quit and commands": lambda m: b"\x1b\x1bq" + m.command.encode() + b"\r",
    "all function keys": b"".join(b"\x1b[%d~" % n for n in range(1, 35)) + b"\x1bOP\x1bOQ\x1bOR\x1bOS",
    "all letters": bytes(range(0x20, 0x7F)),
    "all bytes": bytes(range(256)),
    "help and commands": lambda m: b"?" + b"!" + m.command.encode() + b"\r",
    "a terminal's line editing": lambda m: b"\x0f\x12\x14\x15\x17" + m.command.encode() + b"\r",
}
for name, keys in KEYS.items():
    trick("at the desk", name, name == "Ctrl-Z then commands")(lambda port, keys=keys: at_desk(port, keys))

PASTED = {
    "a bracketed paste of a command": lambda m: b"\x1b[200~" + m.command.encode() + b"\r\x1b[201~\r",
    "a paste without an end": lambda m: b"\x1b[200~" + m.command.encode() + b"\r",
    "an end inside a paste": lambda m: b"\x1b[200~x\x1b[201~\x1a" + m.command.encode() + b"\r\x1b[201~",
    "a device control string": lambda m: b"\x1bP+q544e\x1b\\" + m.command.encode() + b"\r",
    "an operating system command": lambda m: b"\x1b]52;c;Y2F0\x07" + m.command.encode() + b"\r",
    "an application program command": lambda m: b"\x1b_" + m.command.encode() + b"\x1b\\\r",
    "C1 bytes": lambda m: b"\x90\x9b\x9d\x9f" + m.command.encode() + b"\x9c\r",
    "a megabyte": b"A" * 200_000,
    "a megabyte of escapes": b"\x1b[" * 50_000,
    "a sequence without an end": b"\x1b[" + b"1;" * 20_000,
}
for name, keys in PASTED.items():
    trick("pasted", name)(lambda port, keys=keys: at_desk(port, keys))

ANSWERS = {
    "a cursor report": b"\x1b[99999;99999R", "a report with no end": b"\x1b[1;1", "attributes": b"\x1b[?62;1;2;4;6c",
    "secondary attributes": b"\x1b[>41;999999999999;0c", "a colour": b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "a colour with a command": lambda m: b"\x1b]11;" + m.command.encode() + b"\x07\r",
    "a title with a command": lambda m: b"\x1b]l" + m.command.encode() + b"\x1b\\\r",
    "a version with a command": lambda m: b"\x1bP>|" + m.command.encode() + b"\x1b\\\r",
    "a setting with a command": lambda m: b"\x1bP1$r" + m.command.encode() + b"\x1b\\\r",
    "an answer back": lambda m: m.command.encode() + b"\r", "kitty keys": b"\x1b[99;5u\x1b[?1u", "a mouse": b"\x1b[M   \x1b[<0;1;1M",
    "a focus": b"\x1b[I\x1b[O" * 50,
}
for name, keys in ANSWERS.items():
    trick("terminal's answers", name)(lambda port, keys=keys: at_desk(port, keys))

for size in ((0, 0), (1, 1), (2, 500), (500, 2), (65535, 65535), (24, 65535), (32767, 1), (1000, 1000)):
    trick("window", f"{size[1]} by {size[0]}")(lambda port, size=size: at_desk(port, b"?\x1b", size=size))


@trick("window", "a hundred sizes while keys come")
def sizes(port):
    desk = Desk(port)
    desk.read(30, until=SHOP)
    for n in range(100):
        desk.resize(1 + n * 7 % 90, 1 + n * 13 % 300)
        desk.send(b"0\x1b[A")
    desk.read(0.5)
    bad = strangers("njeri")
    desk.close()
    quiet()
    return bad


@trick("window", "gone in the middle")
def gone(port):
    desk = Desk(port)
    desk.read(30, until=SHOP)
    desk.close()
    quiet()
    return strangers("njeri")


@trick("at the desk", "ssh's own escape (~C, ~B, ~R)")
def tilde(port):
    marks = Marks()
    return at_desk(port, b"\r~B\r~R\r~C-L 15009:127.0.0.1:8744\r", options=["EscapeChar=~", "EnableEscapeCommandline=yes"]) or (
        "a connection went through" if answers(("127.0.0.1", 15009)) else "")
