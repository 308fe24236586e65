"""Commands in the place of a desk."""

import subprocess

from .tools import *

for name, words in {
    "a command": ("CMD",),
    "a shell": ("/bin/sh -c 'CMD'",),
    "bash without start files": ("bash --norc --noprofile -c 'CMD'",),
    "a command with a terminal": ("-tt", "CMD"),
    "a command without a terminal": ("-T", "CMD"),
    "a line end before it": ("\nCMD",),
    "a semicolon": ("; CMD",),
    "an ampersand": ("& CMD",),
    "a pipe": ("| CMD",),
    "a substitution": ("$(CMD)",),
    "backticks": ("`CMD`",),
    "a quote that closes": ("' ; CMD ; '",),
    "a double quote that closes": ('" ; CMD ; "',),
    "a variable before it": ("PATH=/tmp CMD",),
    "a function": ("() { :;}; CMD",),
    "a long command": ("CMD;" + "#" * 60000,),
    "bytes that are no text": ("\udcff\udcfe; CMD",),
    "exec": ("exec sh -c 'CMD'",),
    "a here document": ("sh <<X\nCMD\nX\n",),
    "glob and brace": ("{sh,-c,'CMD'}",),
    "a subsystem of that name": ("-s", "CMD"),
    "a subsystem shell": ("-s", "shell"),
    "a desk of another home": ("kaunta desk --home /tmp/x; CMD",),
    "an option for the desk": ("--home=/tmp; CMD",),
    "its own shell": ("$SHELL -c 'CMD'",),
    "the command twice": ("CMD; CMD",),
    "python": ("python3 -c 'import os; os.system(\"CMD\")'",),
    "perl": ("perl -e 'system q(CMD)'",),
    "su": ("su - -c 'CMD'",),
    "sudo": ("sudo -n sh -c 'CMD'",),
    "systemd-run": ("systemd-run --user --pipe sh -c 'CMD'",),
    "at": ("echo 'CMD' | at now",),
    "crontab": ("echo '* * * * * CMD' | crontab -",),
    "less": ("less '+!CMD' /etc/passwd",),
    "vi": ("vi -c ':!CMD' -c ':q'",),
    "tmux": ("tmux new -d 'CMD'",),
    "script": ("script -c 'CMD' /dev/null",),
    "ssh to itself": ("ssh -o ProxyCommand='CMD' x",),
    "env": ("env -i sh -c 'CMD'",),
    "dbus": ("busctl --user call x x x x; CMD",),
}.items():
    # What is not installed, or wants a terminal, gets out of nowhere.
    control = name in ("a command", "a shell", "a command with a terminal", "a semicolon", "its own shell", "env")
    trick("command", name, control and name != "a semicolon")(by_command(*words))

trick("command", "a script on standard input", True)(by_command("-T", "", text="CMD\nexit\n"))
trick("command", "a script on standard input to sh", True)(by_command("sh", text="CMD\nexit\n"))
trick("command", "a script on standard input with a terminal")(by_command("-tt", "", text="CMD\nexit\n"))
