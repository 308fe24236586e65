"""What is done to a shop server by hand, what kaunta says of it, and what mends it."""

import re
import subprocess
import sys
import time

import logins
from logins import Login, follow
from parts import MACHINE, holds, part, run, run_parts, until

logins.WORK = MACHINE / "root/hands"
HOME = "/var/lib/kaunta"
CASHIERS = MACHINE / "var/lib/kaunta/cashiers"


def add(name, till):
    return run("kaunta", "cashier", "add", name, "--till", str(till), "--key", f"/root/hands/key-{name}.pub")


def opened(name):
    """Her login, once her desk is there."""
    login = Login(name)
    until(lambda: follow([login], 0.3, done=b"Phone") or b"Phone" in login.out or not login.open, 20)
    return login


def tells(words, *command):
    """What a command says with these words in it."""
    said = run("kaunta", *command, "--home", HOME)
    return "\n".join(line for line in (said.stdout + said.stderr).splitlines() if words in line)


def named(what, till, reason, is_news=True):
    """Whether every look names a desk that goes on, and the command that ends it."""
    end = f"kaunta tills --home {HOME} --close {till}"
    for words in (["status"], ["doctor"], ["tills"]):
        said = tells(f"at till {till}: that desk is open and asks for money", *words)
        holds(f"{what}: {words[0]} names the desk that is open yet, and what ends it",
              end in said and reason in said, said)
    said = tells(f"open at till {till}", "cashier", "list") or tells(f"at till {till}", "cashier", "list")
    holds(f"{what}: list names it too", end in said, said)
    for _ in range(2):
        said = run("kaunta", "alert", "--home", HOME).stdout
    if is_news:
        holds(f"{what}: the owner is told", f"at till {till}: that desk" in said and end in said, said[:300])
    holds(f"{what}: status ends with 1", run("kaunta", "status", "--home", HOME).returncode == 1)


def closed(what, till, login):
    """What every look named ends it."""
    ran = run("kaunta", "tills", "--home", HOME, "--close", str(till), "--within", "0")
    ended = until(lambda: follow([login], 0.1, done=b"") or login.process.poll() is not None, 15)
    holds(f"{what}: that ends it", ran.returncode == 0 and ended is not None, ran.stdout.strip())
    holds(f"{what}: and no look names one any more", not tells("that desk is open", "status"))
    # Well by now, so that the next one is news.
    run("kaunta", "alert", "--home", HOME)
    login.end()


def doctor(words):
    """The doctor's lines with these words in them."""
    said = run("kaunta", "doctor", "--home", HOME).stdout.splitlines()
    return "\n".join(line for line in said if words in line)


def listed(name):
    said = run("kaunta", "cashier", "list").stdout.splitlines()
    return next((line for line in said if line.startswith(name + " ")), "")


def logs_in(name):
    """What her login shows in its first seconds, without a terminal's signs."""
    words = ["ssh", "-F", "none", "-o", "BatchMode=yes", "-i", str(logins.key_of(name)), "-tt",
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
        said = run("kaunta", "alert", "--home", HOME).stdout
    holds("the owner is told of it", "cashiers:" in said, said[:200])
    holds("list ends as doctor does", run("kaunta", "cashier", "list").returncode == 78)
    run("kaunta", "cashier", "add", "amina", "--till", "2")
    holds("add mends it", sits("amina") and not doctor("cashiers:"))
    holds("and list ends well", run("kaunta", "cashier", "list").returncode == 0)
    for broken in ("njeri till one", "Njeri 1", "njeri 1\nnjeri 4", "njeri 1 and amina"):
        both = "amina" in broken
        CASHIERS.write_text(broken + "\n" + ("" if both else "amina 2\n"))
        shown = broken.replace("\n", ", ")
        said = tells("cashiers:", "status")
        holds(f"{shown}: status says which line", re.search(r"cashiers:\d+: ", said) is not None, said[-160:])
        holds(f"{shown}: amina goes on, unless it may mean her", sits("amina") != both)
        before = CASHIERS.read_text()
        ran = run("kaunta", "cashier", "add", "njeri", "--key", "/root/hands/key-njeri.pub")
        holds(f"{shown}: add without a till gives her none", ran.returncode == 64 and CASHIERS.read_text() == before, ran.stderr)
        add("njeri", 5)
        lines = [line for line in CASHIERS.read_text().splitlines() if not line.startswith("#")]
        holds(f"{shown}: add with one replaces it", sorted(lines)[-1] == "njeri 5" and ("?" in "".join(lines)) == both, lines)
        add("amina", 2)
    holds("a remark after a line says nothing", (CASHIERS.write_text("njeri 1 # hers, not amina's\namina 2\n"),
          sits("njeri") and not tells("cashiers:", "status"))[1])


@part
def open_desks():
    """A desk that is open while something is taken away by hand goes on; every look names it."""
    add("njeri", 1), add("amina", 2), add("brian", 3)
    login = opened("njeri")
    holds("nothing is said of a desk that is as it should be", not tells("that desk is open", "status"))
    run("gpasswd", "--delete", "njeri", "kaunta")
    named("out of the group", 1, "njeri is not in the group kaunta any more")
    holds("out of the group: it may be taken back", "kaunta cashier add njeri" in tells("that desk is open", "status"))
    closed("out of the group", 1, login)
    run("kaunta", "cashier", "add", "njeri")
    login = opened("njeri")
    CASHIERS.write_text(CASHIERS.read_text().replace("njeri 1\n", ""))
    named("her line taken out", 1, "no till is given to njeri")
    said = tells("njeri", "doctor")
    holds("her line taken out: nobody is told to take her out of the group",
          "gpasswd" not in doctor("readers:") and "kaunta cashier add njeri" in said, said)
    ran = run("kaunta", "cashier", "add", "njeri", "--till", "4")
    holds("given another till, add names the desk at the old one", "--close 1 ends it" in ran.stdout, ran.stdout)
    named("another till", 1, "till 4 is given to njeri", is_news=False)
    closed("another till", 1, login)
    add("njeri", 1)
    login = opened("njeri")
    key = run("ssh-keygen", "-l", "-f", "/root/hands/key-njeri.pub").stdout.split()[1]
    ran = run("kaunta", "cashier", "remove", "njeri", "--key", key)
    holds("her key taken away: remove names the desk", "--close 1 ends it" in ran.stdout, ran.stdout)
    named("her key taken away", 1, "njeri has no key any more")
    closed("her key taken away", 1, login)
    login = opened("brian")
    run("userdel", "--force", "brian")
    named("her account deleted", 3, "its account is gone")
    closed("her account deleted", 3, login)
    run("kaunta", "cashier", "remove", "brian")
    add("brian", 3)
    login = opened("brian")
    run("usermod", "--expiredate", "1970-01-02", "brian")
    said = tells("that desk is open", "doctor")
    holds("an account that has expired: doctor names its desk", "brian is not let in" in said and "--close 3" in said, said)
    closed("an account that has expired", 3, login)
    run("usermod", "--expiredate", "", "brian")


@part
def keys():
    """A key that was let in earlier and would not be now; a member that is no cashier's."""
    add("njeri", 1)
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", "/root/hands/weak")
    holds("it is not let in", run("kaunta", "cashier", "add", "njeri", "--key", "/root/hands/weak.pub").returncode != 0)
    run("sh", "-c", "cat /root/hands/weak.pub >> /etc/kaunta/keys/njeri")
    said = doctor("njeri has an RSA key of 1024 bits")
    holds("doctor names it, with what takes it away", said.startswith("look") and "remove njeri --key SHA256:" in said, said)
    run("kaunta", "cashier", "remove", "njeri", "--key", re.search(r"SHA256:[^ .]+", said + " SHA256:none").group())
    holds("and that takes it away", not doctor("RSA key") and sits("njeri"))
    run("useradd", "--create-home", "amos")
    run("gpasswd", "--add", "amos", "kaunta")
    said = listed("amos")
    holds("list says of a member by hand what doctor says", "gpasswd --delete amos" in said and "cashier add" not in said, said)
    said = doctor("amos")
    holds("as doctor does", "gpasswd --delete ACCOUNT kaunta" in said and "cashier add amos" not in said, said)
    run("gpasswd", "--delete", "amos", "kaunta")


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
def running():
    """A directory above the home that closes while listener, poller and a desk run."""
    add("njeri", 1)
    run("systemctl", "restart", "kaunta-listen", "kaunta-poll")
    login = opened("njeri")
    since = run("date", "+%F %T").stdout.strip()
    (MACHINE / "var/lib").chmod(0o700)
    for unit in ("kaunta-listen", "kaunta-poll"):
        log = lambda: run("journalctl", "-u", unit, "--since", since, "--no-pager").stdout
        told_ = until(lambda: "/var/lib, above it, has mode 0700" in log(), 120)
        holds(f"{unit} names the directory", told_ is not None, log().strip().splitlines()[-3:])
    login.type(b"0712345678")
    until(lambda: follow([login], 1, done=b"has mode 0700"), 20)
    said = " ".join(re.sub(r"\x1b[^A-Za-z]*[A-Za-z]", " ", login.out.decode(errors="replace")).split())
    holds("the desk names it", "/var/lib, above it, has mode 0700" in said, said[-300:])
    (MACHINE / "var/lib").chmod(0o755)
    run("kaunta", "setup", "--yes")
    login.end()


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


@part
def moved():
    """A shop that is moved away for another one."""
    add("njeri", 1)
    login = opened("njeri")
    # A customer who takes her time, once something may be asked for again after what was restored.
    until(lambda: not tells("nothing is asked for until", "status"), 120)
    run("kaunta", "push", "--home", HOME, "--phone", "0700010005", "--amount", "70")
    ran = run("kaunta", "setup", "--production", "--yes")
    holds("setup says how, that a desk is open, and that a payment waits", ran.returncode == 64
          and "--close all" in ran.stderr and "desks are open there, at till 1, and 1 of its payments waits" in ran.stderr,
          ran.stderr)
    ran = run("kaunta", "setup", "--shop", "Duka Jipya", "--dry-run")
    holds("settings that change reach no desk that is open, and that is said",
          "open the desks anew that are open now (till 1)" in ran.stdout, ran.stdout)
    since = run("date", "+%F %T").stdout.strip()
    run("mv", HOME, HOME + "-practice")
    said = run("kaunta", "setup", "--simulator", "--yes").stderr
    holds("no home is made while a desk works on the old one", f"lies at {HOME}-practice now" in said
          and f"kaunta tills --home {HOME}-practice --close all" in said and all(f"kaunta {word} (process" in said for word in ("listen", "poll", "desk")) and "systemctl stop" in said, said)
    login.type(b"0712345678\r")
    until(lambda: follow([login], 1, done=b"moved away"), 20)
    holds("the desk says that the shop was moved", b"moved away" in login.out and b"restored" not in login.out, login.last_line())
    said = run("journalctl", "-u", "kaunta-poll", "--since", since, "--no-pager").stdout
    holds("and so does the poller", "the shop was moved away" in said and "restored" not in said, said[-300:])
    ran = run("kaunta", "tills", "--home", HOME + "-practice", "--close", "all", "--within", "0")
    holds("that closes it", ran.returncode == 0, ran.stdout + ran.stderr)
    login.end()
    run("systemctl", "stop", "kaunta-listen.socket", "kaunta-listen", "kaunta-poll")
    ran = run("kaunta", "setup", "--yes")
    holds("setup that is not told what for makes nothing", ran.returncode == 64 and "--sandbox" in ran.stderr
          and not (MACHINE / "var/lib/kaunta").exists(), ran.stderr)
    ran = run("kaunta", "setup", "--simulator", "--shop", "New", "--yes")
    holds("now another one is made", "Made /var/lib/kaunta" in ran.stdout, ran.stdout[-300:] + ran.stderr)
    holds("in which nobody has a till yet, said once", ran.stdout.count("nobody has a till") == 1
          and "without a till" not in ran.stdout, ran.stdout)


# Looks of its own would tell in the place of the script's.
run("systemctl", "stop", "kaunta-alert.timer")
sys.exit(run_parts("hands", sys.argv[2:]))
