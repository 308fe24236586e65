"""What is done to a shop server by hand, what kaunta says of it, and what mends it."""

import re
import subprocess
import sys
import time

from parts import MACHINE, holds, part, run, run_parts, until

HOME = "/var/lib/kaunta"
CASHIERS = MACHINE / "var/lib/kaunta/cashiers"


def add(name, till):
    return run("kaunta", "cashier", "add", name, "--till", str(till), "--key", f"/root/hands/{name}.pub")


def doctor(words):
    """The doctor's lines with these words in them."""
    said = run("kaunta", "doctor", "--home", HOME).stdout.splitlines()
    return "\n".join(line for line in said if words in line)


def listed(name):
    said = run("kaunta", "cashier", "list").stdout.splitlines()
    return next((line for line in said if line.startswith(name + " ")), "")


def logs_in(name):
    """What her login shows in its first seconds, without a terminal's signs."""
    words = ["ssh", "-F", "none", "-o", "BatchMode=yes", "-i", str(MACHINE / "root/hands" / name), "-tt",
             "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"]
    login = subprocess.Popen([*words, f"{name}@127.0.0.1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    time.sleep(4)
    login.terminate()
    return re.sub(r"\x1b[^A-Za-z]*[A-Za-z]", " ", login.communicate()[0].decode(errors="replace"))


def sits(name):
    return "Phone" in logs_in(name)


@part
def group():
    """Taken out of the cashiers' group, with a key and a till."""
    add("njeri", 1)
    holds("she logs in", sits("njeri"))
    run("gpasswd", "--delete", "njeri", "kaunta")
    said = doctor("njeri is not let in")
    holds("doctor says that she is out of the group", said.startswith("BAD") and "kaunta cashier add njeri" in said, said)
    holds("list says so", "till 1  1 key  not let in" in listed("njeri"), listed("njeri"))
    holds("and she is not let in", "Permission denied" in logs_in("njeri"))
    holds("add takes her back", run("kaunta", "cashier", "add", "njeri").returncode == 0)
    holds("with the key that she had", sits("njeri"))
    run("gpasswd", "--delete", "njeri", "kaunta")
    run("kaunta", "cashier", "remove", "njeri")
    holds("remove takes her away", run("id", "njeri").returncode != 0 and not listed("njeri"))


@part
def account():
    """An account that vanished, with a key and a till, and perhaps a desk."""
    add("brian", 3)
    run("userdel", "--force", "brian")
    said = doctor("brian has no account any more")
    holds("doctor says so", said.startswith("look"), said)
    holds("list says so", "her account is gone" in listed("brian"), listed("brian"))
    (MACHINE / "etc/kaunta/keys/brian").unlink()
    holds("a till alone is enough to be known", "her account is gone" in listed("brian"), listed("brian"))
    holds("remove takes away what is left", run("kaunta", "cashier", "remove", "brian").returncode == 0)
    holds("and nothing is left", not listed("brian") and "brian" not in CASHIERS.read_text())


@part
def lines():
    """One line of the cashiers' file that is not clear."""
    add("njeri", 1)
    add("amina", 2)
    CASHIERS.write_text(CASHIERS.read_text().replace("amina 2", "amina two"))
    holds("the others go on", sits("njeri"))
    said = logs_in("amina")
    holds("she of the line gets no desk", "cannot be read (line" in said, said.strip()[-160:])
    for words, said in (("doctor", doctor("cashiers:")), ("status", run("kaunta", "status", "--home", HOME).stdout)):
        holds(f"{words} says which line", re.search(r"cashiers:\d+: is no account", said) is not None, said[-200:])
    for _ in range(2):
        told = run("kaunta", "alert", "--home", HOME).stdout
    holds("the owner is told of it", "cashiers:" in told, told[:200])
    run("kaunta", "cashier", "add", "amina", "--till", "2")
    holds("add mends it", sits("amina") and not doctor("cashiers:"))


@part
def above():
    """A directory above the home that nobody passes any more."""
    add("njeri", 1)
    (MACHINE / "var/lib").chmod(0o700)
    said = doctor("/var/lib, above the home")
    holds("doctor names it", said.startswith("BAD") and "chmod o+x /var/lib" in said, said)
    said = logs_in("njeri")
    holds("her login names it", "/var/lib, above it, has mode 0700" in said and "chmod o+x /var/lib" in said, said.strip()[-250:])
    run("systemctl", "restart", "kaunta-listen")
    said = run("journalctl", "-u", "kaunta-listen", "--no-pager", "-n", "20").stdout
    holds("the listener names it", "above it, has mode 0700" in said, said.strip().splitlines()[-3:])
    (MACHINE / "var/lib").chmod(0o755)
    run("kaunta", "setup", "--yes")
    holds("and all is well again", sits("njeri") and not doctor("BAD"), doctor("BAD"))


@part
def root():
    """Listener and poller that root starts by hand, and a witness file of root's."""
    for words, unit in ((["listen"], "kaunta-listen"), (["poll", "--watch"], "kaunta-poll")):
        ran = run("timeout", "10", "kaunta", *words, "--home", HOME)
        holds(f"root's {words[0]} is refused", ran.returncode == 64 and f"systemctl start {unit}" in ran.stderr, ran.stderr)
    run("systemctl", "stop", "kaunta-listen.socket", "kaunta-listen")
    until(lambda: "old: nobody takes" in doctor("listener:"), 60)
    said = run("kaunta", "push", "--home", HOME, "--phone", "0712345678", "--amount", "10").stderr
    holds("push says how the unit is started", "systemctl start kaunta-listen.socket" in said, said)
    run("systemctl", "start", "kaunta-listen.socket", "kaunta-listen")
    day = run("env", "TZ=EAT-3", "date", "+%F").stdout.strip()
    log = f"{HOME}/witness/{day}.log"
    run("sh", "-c", f"touch {log}; chown root {log}")
    said = doctor("witness/")
    holds("a witness file of root's is named", "BAD" in said and f"chown kaunta-listen {log}" in said, said)
    run("chown", "kaunta-listen", log)
    holds("and is well again", "BAD" not in doctor("witness"))


@part
def restored():
    """A backup that was put back: nothing is asked for at first, and doctor and status say until when."""
    run("kaunta", "push", "--home", HOME, "--phone", "0722345678", "--amount", "10", "--wait")
    run("kaunta", "backup", "/root/hands/b.sqlite", "--home", HOME)
    run("kaunta", "tills", "--home", HOME, "--close", "all", "--within", "0")
    ran = run("kaunta", "restore", "/root/hands/b.sqlite", "--home", HOME)
    holds("it is put back", ran.returncode == 0, ran.stderr)
    said = run("kaunta", "status", "--home", HOME).stdout
    holds("status says until when", re.search(r"ok +restored: .* until \d\d:\d\d:\d\d, in \d+ s", said) is not None)
    said = doctor("doctor: ")
    holds("doctor ends with it", re.search(r"can take payments from \d\d:\d\d:\d\d on", said) is not None, said)
    said = run("kaunta", "push", "--home", HOME, "--phone", "0722345679", "--amount", "10").stderr
    holds("as push says", "Ask again in" in said, said)


sys.exit(run_parts("hands", sys.argv[2:]))
