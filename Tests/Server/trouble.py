"""What a shop server does by itself when something goes wrong; each part says what it saw and whether that is right."""

import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import time

from callbacks import Callbacks, inside

MACHINE, HOST = pathlib.Path(sys.argv[1]), sys.argv[2]
WORK, TOLD, MAIL = MACHINE / "root/trouble", MACHINE / "root/told", MACHINE / "var/mail/root"
BACKUPS = MACHINE / "var/backups/kaunta"
CALLBACKS = Callbacks(MACHINE, HOST)
PARTS, BAD = {}, []


def part(function):
    PARTS[function.__name__] = function
    return function


def holds(words, right, seen=""):
    print(("ok   " if right else "BAD  ") + words + (f": {seen}" if seen != "" else ""), flush=True)
    if not right:
        BAD.append(words)


def until(condition, seconds):
    """Waits for it; how long that took, or nothing."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.2)
    return None


def run(*words):
    return inside(MACHINE, *words)


def shown(unit, name):
    return run("systemctl", "show", "--property", name, "--value", unit).stdout.strip()


def told(unit):
    """How often the owner was told about it: by the command, and by mail."""
    unit = unit.removesuffix(".service")
    lines = TOLD.read_text().split("\n") if TOLD.exists() else []
    mail = MAIL.read_text(errors="replace") if MAIL.exists() else ""
    return sum(line.startswith(unit + " ") for line in lines), mail.count(f"Subject: Kaunta: {unit}\n")


def told_once(unit, since):
    """Whether what comes now is told one time more, by both ways, and stays at that."""
    wanted = (since[0] + 1, since[1] + 1)
    until(lambda: told(unit) == wanted, 60)
    time.sleep(15)
    return told(unit) == wanted


def forget():
    """What was told before is over."""
    for stamp in (MACHINE / "run/kaunta-told").glob("*"):
        stamp.unlink()


@part
def renewal():
    """A renewed certificate is the one that is shown, with no callback refused meanwhile."""

    def serial():
        text = subprocess.run(["openssl", "s_client", "-connect", "127.0.0.1:443", "-servername", HOST], input="",
                              capture_output=True, text=True).stdout
        return subprocess.run(["openssl", "x509", "-noout", "-serial"], input=text, capture_output=True, text=True).stdout

    before = serial()

    def renew():
        done = run("env", "REQUESTS_CA_BUNDLE=/root/trouble/acme.pem", "certbot", "renew", "--force-renewal",
                   "--no-random-sleep-on-renew")
        if done.returncode:
            print(done.stdout + done.stderr)

    answers, lost = CALLBACKS.flow(4, 400, 0.02, renew)
    holds("a renewed certificate is shown", before.startswith("serial=") and serial() not in ("", before))
    holds("no callback was refused in a renewal, and none lost", set(answers) == {"200"} and not lost, dict(answers))


@part
def backups():
    """Old ones go once a new one is there, and nothing else of that directory."""
    run("systemctl", "start", "kaunta-backup.service")
    now = time.time()
    for name, days in [("2026-01-01T023000.sqlite", 40), ("2026-01-01T023000.tar.gz", 40), ("a.unfinished", 40),
                       ("2026-01-02T023000.sqlite", 34), ("notes.txt", 400)]:
        (BACKUPS / name).write_text("")
        os.utime(BACKUPS / name, (now - days * 86400,) * 2)
    time.sleep(1.1)
    run("systemctl", "start", "kaunta-backup.service")
    holds("the backup ended well", shown("kaunta-backup.service", "Result") == "success")
    left = sorted(path.name for path in BACKUPS.iterdir())
    holds("of 40 days nothing is left, of 34 everything, and what is no backup",
          "2026-01-02T023000.sqlite" in left and "notes.txt" in left and not any(n.startswith("2026-01-01") for n in left)
          and "a.unfinished" not in left, left)
    holds("two new ones of two files each", len(left) == 6)
    holds("closed to others", all(path.stat().st_mode & 0o77 == 0 for path in BACKUPS.iterdir() if path.stat().st_size))


@part
def settled():
    """The timer is set for tonight, so that a machine that was off at that time makes it up."""
    holds("the next backup is known", shown("kaunta-backup.timer", "NextElapseUSecRealtime") not in ("", "n/a"),
          shown("kaunta-backup.timer", "NextElapseUSecRealtime"))


@part
def told_of_backups():
    """A backup that fails is told, and one that failed again in the same hour is not told again."""
    since = told("kaunta-backup.service")
    ledger, aside = (MACHINE / "var/lib/kaunta" / name for name in ("ledger/ledger.sqlite", "ledger/aside"))
    run("systemctl", "stop", "kaunta-poll.service")
    os.rename(ledger, aside)
    ledger.write_text("this is no ledger")
    for _ in range(3):
        run("systemctl", "start", "kaunta-backup.service")
    os.rename(aside, ledger)
    run("systemctl", "start", "kaunta-poll.service")
    holds("a backup that fails three times is told once", told_once("kaunta-backup.service", since),
          told("kaunta-backup.service"))


@part
def told_of_deaths():
    """A listener that dies again and again is started again each time, and told of once."""
    forget()
    since = told("kaunta-listen.service")

    def kill():
        for _ in range(30):
            time.sleep(0.7)
            run("systemctl", "kill", "--signal=KILL", "kaunta-listen.service")

    answers, lost = CALLBACKS.flow(4, 800, 0.08, kill)
    refused = sum(answers.values()) - answers["200"]
    holds("thirty deaths: nothing acknowledged is lost", not lost, dict(answers))
    holds("thirty deaths: refused are those in its hands", refused <= 8 * 30, refused)
    holds("the port is held after thirty deaths", shown("kaunta-listen.socket", "ActiveState") == "active")
    again = until(lambda: shown("kaunta-listen.service", "ActiveState") == "active", 60)
    holds("the listener runs again after thirty deaths", again is not None)
    holds("thirty deaths are told once", told_once("kaunta-listen.service", since), told("kaunta-listen.service"))


@part
def told_of_settings():
    """A mistake in the settings: stopped, told once, and well again once it is mended."""
    forget()
    since = told("kaunta-listen.service")
    settings = MACHINE / "var/lib/kaunta/kaunta.toml"
    good = settings.read_text()
    settings.write_text(good + "\nnonsense = 1\n")
    run("systemctl", "restart", "kaunta-listen.service")
    # Whoever calls meanwhile wakes it again and again.
    answers, _ = CALLBACKS.flow(4, 4)
    holds("settings with a mistake are told once", told_once("kaunta-listen.service", since),
          told("kaunta-listen.service"))
    settings.write_text(good)
    done = run("kaunta", "setup", "--yes")
    answers, lost = CALLBACKS.flow(4, 40)
    holds("kaunta setup starts what the mistake had stopped", set(answers) == {"200"} and not lost, dict(answers))
    if set(answers) != {"200"}:
        print(done.stdout + done.stderr)


@part
def watchdog():
    """A service that hangs is ended and started anew, and the owner is told."""
    forget()
    # The poller first, since it is given longest; both hang at the same time.
    hung = {}
    for unit, seconds in [("kaunta-listen.service", 60), ("kaunta-poll.service", 180)]:
        hung[unit] = (shown(unit, "MainPID"), told(unit), seconds)
        run("systemctl", "kill", "--signal=STOP", unit)
    began = time.monotonic()
    waiting = CALLBACKS.later(1)
    for unit, (process, since, seconds) in hung.items():
        until(lambda: shown(unit, "MainPID") not in ("0", process), seconds + 60)
        took = time.monotonic() - began
        holds(f"{unit} hung and runs again", took <= seconds + 30, f"after {took:.0f} s")
        holds(f"{unit} hung, which is told once", told_once(unit, since), told(unit))
    (payment, answer), = waiting()
    holds("a callback that met the hanging listener", True, answer)
    answers, lost = CALLBACKS.flow(4, 40)
    holds("callbacks are taken again", set(answers) == {"200"} and not lost)


def add(name, till=None):
    words = ["kaunta", "cashier", "add", name, "--key", "/root/trouble/key.pub"]
    return run(*words, *(["--till", str(till)] if till else []))


class Login:
    """ssh with a terminal, as a cashier has it."""

    def __init__(self, name, source="127.0.0.1", words=""):
        ssh = ["ssh", "-F", "none", "-tt", "-b", source, "-i", str(WORK / "key")]
        for option in ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "BatchMode=yes",
                       "LogLevel=ERROR"]:
            ssh += ["-o", option]
        self.began, self.drawn, self.out = time.monotonic(), None, b""
        ssh += [f"{name}@127.0.0.1"] + ([words] if words else [])
        self.process = subprocess.Popen(ssh, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        env=os.environ | {"TERM": "xterm-256color"})
        self.open = True

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
        if not waiting and done is None:
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


def practise():
    """Moves the shop away and makes one with a simulated Safaricom, in which a payment can wait."""
    run("systemctl", "stop", "kaunta-listen.socket", "kaunta-listen", "kaunta-poll")
    os.rename(MACHINE / "var/lib/kaunta", MACHINE / "var/lib/kaunta-sandbox")
    done = run("kaunta", "setup", "--simulator", "--shop", "Duka", "--yes")
    holds("the shop is moved away for one to practise", "this shop can take payments" in done.stdout, done.stderr)


def keeps(name):
    """Whether a line on which nothing happens for a minute and a half is still there."""
    if name == "kwame":
        run("useradd", "--create-home", "--shell", "/bin/bash", name)
        keys = MACHINE / f"home/{name}/.ssh"
        keys.mkdir()
        (keys / "authorized_keys").write_text((WORK / "key.pub").read_text())
        run("chown", "-R", f"{name}:", f"/home/{name}/.ssh")
        line = Login(name, words="echo Duka; sleep 600")
    else:
        line = Login(name)
    follow([line], 30)
    time.sleep(90)
    is_there = line.drawn is not None and line.process.poll() is None
    line.end()
    return is_there


def cut(words, keys, seconds):
    """A desk whose packets are dropped so long after its last key, without an end; when her till is free again."""
    line = Login("njeri", source="127.0.0.5")
    follow([line], 30)
    holds("a desk is open", line.drawn is not None and len(desks("njeri")) == 1)
    # As they are typed: what comes in one piece is looked at first.
    for key in keys:
        time.sleep(0.5)
        line.process.stdin.write(key)
        line.process.stdin.flush()
    time.sleep(seconds)
    for rule in ["add table inet cut", "add chain inet cut in { type filter hook input priority 0; }",
                  "add rule inet cut in ip saddr 127.0.0.5 drop", "add rule inet cut in ip daddr 127.0.0.5 drop"]:
        done = run("nft", rule)
        if done.returncode:
            print(done.stderr)
    took = until(lambda: not desks("njeri"), 150)
    holds(f"{words} that goes silent {seconds} s after a key gives the till back", took is not None and took <= 45,
          "never" if took is None else f"after {took:.1f} s")
    second = Login("njeri")
    follow([second], 30)
    holds("and she logs in again", second.drawn is not None)
    second.end()
    run("nft", "delete table inet cut")
    line.end()
    until(lambda: not desks("njeri"), 10)


@part
def silence():
    """A line whose packets are dropped, without an end: the till is free again within 45 seconds."""
    practise()
    add("njeri", 1)
    subprocess.run(["ip", "address", "add", "127.0.0.5/8", "dev", "lo"], capture_output=True)
    for seconds in (1, 9, 31):
        cut("a quiet line", [b"0712"], seconds)
    # Something on the board changes every second, so that there is always something that was sent.
    cut("a line on which a payment waits", [b"0700010003", b"\r", b"100", b"\r"], 4)
    # An administrator's line is his own, and a cashier's that answers is left alone.
    for name in ("kwame", "njeri"):
        holds(f"{name}'s line that answers goes on", keeps(name))


@part
def morning():
    """Two hundred cashiers log in at the same moment."""
    count = 200
    for number in range(1, count + 1):
        done = add(f"c{number}", number)
        if done.returncode:
            print(done.stdout + done.stderr)
    time.sleep(3)
    logins = [Login(f"c{number}") for number in range(1, count + 1)]
    follow(logins, 180)
    drawn = sorted(l.drawn for l in logins if l.drawn is not None)
    holds("two hundred logins at once, each with its desk", len(drawn) == count,
          f"{len(drawn)} desks, {sum(not l.open for l in logins)} refused; half after {drawn[len(drawn) // 2]:.1f} s, "
          f"all after {drawn[-1]:.1f} s" if drawn else "none")
    for login in logins:
        if login.drawn is None:
            print(repr(login.out[-200:]))
            break
    sums = run("sh", "-c", "ps -C kaunta -o rss=,args= | grep ' desk ' | awk '{ n += 1; s += $1 } END { print n, s / n }'")
    print(f"     desks, and their memory in KiB each: {sums.stdout.strip()}")
    for login in logins:
        login.process.send_signal(signal.SIGTERM)
    for login in logins:
        login.end()
    gone = until(lambda: run("pgrep", "--full", "--count", "kaunta desk").stdout.strip() == "0", 60)
    holds("all of them are gone with their lines", gone is not None, "" if gone is None else f"after {gone:.1f} s")


def main():
    TOLD.touch()
    (MACHINE / "etc/kaunta/on-failure").write_text('#!/bin/sh\necho "$1 $2" >> /root/told\n')
    (MACHINE / "etc/kaunta/on-failure").chmod(0o755)
    wanted = sys.argv[3:] or list(PARTS)
    for name in PARTS:
        if any(name.startswith(word) for word in wanted):
            print(f"-- {name}", flush=True)
            PARTS[name]()
    print(f"trouble: {len(BAD)} not as it should be")
    return 1 if BAD else 0


sys.exit(main())
