"""What a shop server does by itself when something goes wrong."""

import os
import re
import subprocess
import sys
import time

from callbacks import Callbacks
from parts import MACHINE, holds, part, run, run_parts, shown, until

HOST = sys.argv[2]
TOLD, MAIL = MACHINE / "root/told", MACHINE / "var/mail/root"
BACKUPS = MACHINE / "var/backups/kaunta"
CALLBACKS = Callbacks(MACHINE, HOST)


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
    for unit, seconds in [("kaunta-listen.service", 60), ("kaunta-poll.service", 300)]:
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


@part
def alerts():
    """A trouble that a look finds: told when two looks in a row found it, once, and again after it was well; by mail too."""
    run("systemctl", "stop", "kaunta-alert.timer")

    def looks(count):
        for _ in range(count):
            # Faster than its timer is, and than systemd lets a unit be started.
            run("systemctl", "reset-failed", "kaunta-alert.service")
            run("systemctl", "start", "kaunta-alert.service")

    # What else is wrong here (nobody on the internet trusts this certificate) is told by then.
    looks(3)
    since = told("poller")
    run("systemctl", "stop", "kaunta-poll.service")
    looks(1)
    holds("one look tells nothing", told("poller") == since, told("poller"))
    looks(1)
    holds("the second look tells, by command and by mail, and four more do not", told_after("poller", since, 1, looks))
    run("systemctl", "start", "kaunta-poll.service")
    looks(2)
    run("systemctl", "stop", "kaunta-poll.service")
    looks(2)
    holds("after it was well it is told again", told_after("poller", since, 2, looks), told("poller"))
    run("systemctl", "start", "kaunta-poll.service")
    looks(2)

    # What a mailer is handed, by one that only keeps it.
    mailer, kept = MACHINE / "usr/sbin/sendmail", MACHINE / "root/handed"
    aside = mailer.with_name("sendmail.aside")
    os.rename(mailer, aside)
    mailer.write_text('#!/bin/sh\n{ echo "$# $*"; cat; } >> /root/handed\n')
    mailer.chmod(0o755)
    done = run("kaunta", "alert", "--test", "--home", "/var/lib/kaunta")
    text = kept.read_text() if kept.exists() else ""
    holds("a mailer is handed one whole mail and no words of its own", done.returncode == 0
          and text.startswith("1 -t\nTo: root\nSubject: Kaunta: test\n\nDuka: ") and text.count("Subject:") == 1, repr(text))
    mailer.write_text("#!/bin/sh\necho the queue is full >&2; exit 75\n")
    since = told("kaunta-alert.service")
    run("systemctl", "stop", "kaunta-poll.service")
    looks(2)
    holds("a mailer that fails is no silence: the command is told, of the mailer too",
          until(lambda: told("kaunta-alert.service")[0] == since[0] + 1, 60) is not None, told("kaunta-alert.service"))
    os.replace(aside, mailer)
    run("systemctl", "start", "kaunta-poll.service")
    looks(2)
    run("systemctl", "start", "kaunta-alert.timer")


def told_after(about, since, times, looks):
    """Whether it was told so often by both ways, and stays at that through more looks."""
    wanted = (since[0] + times, since[1] + times)
    until(lambda: told(about) == wanted, 60)
    looks(4)
    time.sleep(3)
    return told(about) == wanted


def main():
    TOLD.touch()
    (MACHINE / "etc/kaunta/on-failure").write_text('#!/bin/sh\necho "$1 $2" >> /root/told\n')
    (MACHINE / "etc/kaunta/on-failure").chmod(0o755)
    return run_parts("trouble", sys.argv[3:])


sys.exit(main())
