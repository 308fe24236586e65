"""What a process with a cashier's account could do, if there were one besides her desk; and what her desk leaves open.

No trick before these gets such a process. These look at the second wall: accounts, modes and the desk itself. What a shell
would give her all the same stands in docs/security.md.
"""

import os
import pathlib
import re
import signal
import subprocess

from .tools import *


def as_her(*words, who="njeri", text=b"", seconds=10):
    """A program with her account, as a login would give it; its exit code and what it said."""
    try:
        done = subprocess.run(
            ["chroot", str(MACHINE), "setpriv", "--reuid", who, "--regid", who, "--init-groups", "--reset-env", *words],
            input=text, capture_output=True, timeout=seconds, cwd="/")
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as late:
        return 124, (late.stdout or b"") + b"[went on]"


def in_shell(name, script, seconds=10, beside_others=False):
    """A trick that gets somewhere when the script says so by its exit code."""

    @trick("with her account", name)
    def attempt(port):
        other = Desk(port, who="brian") if beside_others else None
        try:
            if other:
                other.read(60, until=SHOP)
            desks = [n for n, name, _ in processes(user_id("brian")) if name == "kaunta"]
            if beside_others and not desks:
                return "the other desk did not open"
            code, words = as_her("sh", "-c", script, "sh", *[str(n) for n in desks[:1]], seconds=seconds)
            if beside_others and desks[0] not in [n for n, _, s in processes(user_id("brian")) if s not in "TtZ"]:
                return "the other desk was ended or stopped"
            return f"it was done: {words[-80:].decode(errors='replace')!r}" if code == 0 else ""
        finally:
            if other:
                other.close()
                quiet("brian")

    return attempt


HOME = "/var/lib/kaunta"
WRITTEN = {
    "the settings": f"{HOME}/kaunta.toml", "the callback keys": f"{HOME}/secrets/callback-keys",
    "the consumer secret": f"{HOME}/secrets/consumer-secret", "who has which till": f"{HOME}/cashiers",
    "the snippet of sshd": "/etc/ssh/sshd_config.d/kaunta.conf", "her own keys": "/etc/kaunta/keys/njeri",
    "another's keys": "/etc/kaunta/keys/brian", "the owner's command": "/etc/kaunta/on-failure",
    "the program": "/usr/bin/kaunta", "a unit": "/usr/lib/systemd/system/kaunta-poll.service",
    "the list of accounts": "/etc/passwd", "variables of every login": "/etc/environment",
}
for name, path in WRITTEN.items():
    in_shell("writes " + name, f'exec 3>>"{path}"')
for name, path in {
    "the home": HOME, "the secrets": f"{HOME}/secrets", "the witness log": f"{HOME}/witness", "her own home": "/usr/share/kaunta/home",
    "the themes": "/usr/share/kaunta/themes", "the keys of all": "/etc/kaunta/keys", "the backups": "/var/backups/kaunta",
    "units": "/etc/systemd/system", "cron's": "/etc/cron.d", "terminals' descriptions": "/etc/terminfo",
}.items():
    in_shell(f"puts a file into {name}", f'touch "{path}/planted"')
    in_shell(f"renames what is in {name}", f'cd "{path}" && for f in *; do mv "$f" "$f.moved" 2>/dev/null && exit 0; done; exit 1')
for name, path in {
    "the passwords": "/etc/shadow", "the backups": "/var/backups/kaunta/.", "the machine's own keys": "/etc/ssh/ssh_host_ed25519_key",
    "root's files": "/root/escapes/njeri", "the journal": "/var/log/journal/*/system.journal",
    "a queue of mail": "/var/spool/dma/*", "others' crontabs": "/var/spool/cron/crontabs/*", "root's mail": "/var/mail/root",
}.items():
    in_shell("reads " + name, f'for f in {path}; do head -c1 "$f" >/dev/null && exit 0; done; exit 1')

for name, script in {
    "signals another's desk": 'kill -TERM "$1"', "stops another's desk": 'kill -STOP "$1"', "ends another's desk by force": 'kill -KILL "$1"',
    "reads another's environment": 'test -n "$(tr -d "\\0" < /proc/$1/environ)"', "reads another's memory": 'head -c1 /proc/$1/mem',
    "sees another's open files": 'test -n "$(ls /proc/$1/fd)"', "types into another's terminal": 'printf x > "$(readlink /proc/$1/fd/0)"',
    "makes another's desk a patient": 'exec python3 -c "import ctypes,sys; sys.exit(ctypes.CDLL(None).ptrace(16, int(sys.argv[1]), 0, 0) != 0)" "$1"',
    "raises its own priority": "exec nice -n -5 true 2>&1 | grep -q cannot && exit 1; exit 0",
    "closes every till": f"kaunta tills --close all --within 0 --home {HOME}",
    "takes another's open till": f"script -qec 'kaunta desk --till 3 --home {HOME}' /dev/null </dev/null | grep -q 'Enter send'",
}.items():
    in_shell(name, script, beside_others=True)

for name, script in {
    "sudo": "sudo -n true", "su": "su -c true </dev/null", "su to the poller": "su -s /bin/sh -c true kaunta-poll </dev/null",
    "stops the listener": "systemctl stop kaunta-listen.service", "a unit of her own for the machine": "systemd-run --wait true",
    "restarts the machine": "systemctl reboot --check-inhibitors=no", "a host's name": "hostname taken",
    "mounts": "mount -t tmpfs tmpfs /mnt", "another shell": "printf 'x\\n' | chsh -s /bin/bash", "a password": "printf 'x\\nx\\n' | passwd",
    "the clock": "date -s 2020-01-01", "adds a cashier": "kaunta cashier add mallory", "sets up the machine": "kaunta setup --simulator --shop X --yes",
    "a new callback key": f"kaunta keys rotate --home {HOME}", "a supervisor": f"kaunta pin set mallory --home {HOME} </dev/null",
    "a restore": f"kaunta restore --home {HOME} {HOME}/ledger/ledger.sqlite", "listens in the listener's place": "kaunta listen --home " + HOME,
}.items():
    in_shell(name, script, seconds=6)


@trick("with her account", "a program of a higher account that any can start")
def setuid(port):
    """A desk brings none of its own; what Debian has is Debian's."""
    found = [str(p) for top in ("usr/share/kaunta", "usr/lib/kaunta", "var/lib/kaunta", "etc/kaunta") for p in (MACHINE / top).rglob("*")
             if p.is_file() and not p.is_symlink() and p.stat().st_mode & 0o6000]
    return ", ".join(found + (["kaunta"] if (MACHINE / "usr/bin/kaunta").stat().st_mode & 0o6000 else []))


def of_desk(name):
    """Looks at an open desk of hers."""

    def add(function):
        @trick("of her desk", name)
        def attempt(port):
            desk = Desk(port)
            try:
                desk.read(60, until=SHOP)
                numbers = [n for n, name, _ in processes(user_id("njeri")) if name == "kaunta"]
                return function(pathlib.Path(f"/proc/{numbers[0]}")) if numbers else "there is none"
            finally:
                desk.close()
                quiet()

        return function

    return add


@of_desk("a core file holds nothing of it")
def core(process):
    limit = re.search(r"Max core file size\s+(\S+)\s+(\S+)", (process / "limits").read_text())
    if limit.groups() != ("1", "1"):
        return f"its limit is {limit.groups()}"
    os.kill(int(process.name), signal.SIGABRT)
    deadline = time.monotonic() + 5
    while process.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    found = [p for top in ("", "tmp", "usr/share/kaunta/home", "var/crash", "var/lib/systemd/coredump")
             for p in (MACHINE / top).glob("core*") if p.stat().st_size > 1]
    return f"core files: {found}" if found else ""


@of_desk("no secret stays open")
def descriptors(process):
    paths = []
    for fd in (process / "fd").iterdir():
        try:
            paths.append(os.readlink(fd))
        except FileNotFoundError:
            # Closed since it was listed; a desk that is gone is told by the listing.
            pass
    bad = [p for p in paths if "/secrets/" in p or p.startswith("/etc/")]
    return ", ".join(bad)


@of_desk("its environment is what it was given")
def variables(process):
    known = {"USER", "LOGNAME", "HOME", "PATH", "SHELL", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "MAIL", "PWD", "SHLVL", "_", "OLDPWD",
             "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "SWIFT_BACKTRACE", "XDG_SESSION_ID", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE",
             "XDG_SESSION_CLASS", "DBUS_SESSION_BUS_ADDRESS", "MOTD_SHOWN"}
    names = {v.split(b"=")[0].decode() for v in (process / "environ").read_bytes().split(b"\0") if v}
    return ", ".join(sorted(names - known))


@of_desk("its arguments hold no secret")
def arguments(process):
    words = (process / "cmdline").read_bytes().split(b"\0")
    return b" ".join(words).decode() if len(words) > 6 else ""


@of_desk("it starts no program")
def children(process):
    found = [c for task in (process / "task").iterdir() for c in (task / "children").read_text().split()]
    return ", ".join(found)


@of_desk("it is in no group but hers and the shop's")
def groups(process):
    text = (process / "status").read_text()
    numbers = set(re.search(r"^Groups:\s*(.*)$", text, re.M).group(1).split())
    rows = [line.split(":") for line in (MACHINE / "etc/group").read_text().splitlines()]
    return ", ".join(row[0] for row in rows if row[2] in numbers and row[0] not in ("njeri", "kaunta"))


@of_desk("it has no rights of root")
def rights(process):
    text = (process / "status").read_text()
    bad = [line for line in text.splitlines() if re.match(r"Cap(Inh|Prm|Eff|Amb):", line) and int(line.split()[1], 16)]
    return ", ".join(bad)
