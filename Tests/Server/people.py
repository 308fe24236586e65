"""What cashiers and their lines do to desks and tills: each part says what it saw and whether that is right."""

import os
import re
import select
import signal
import subprocess
import sys
import time

from logins import WORK, Login, add, desks, follow, key_of
from parts import MACHINE, holds, part, run, run_parts, until


def type_slowly(login, *keys):
    """As a person types: what comes in one piece is looked at first."""
    for key in keys:
        time.sleep(0.5)
        login.type(key)


def reads(login, words, seconds=15):
    """Whether that comes on her screen."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and words not in login.out and login.open:
        follow([login], 0.3, done=words)
    return words in login.out


def ends(login, seconds=15):
    """Whether her login ends by itself."""
    until(lambda: follow([login], 0.1, done=b"") or login.process.poll() is not None, seconds)
    return login.process.poll() is not None


@part
def shared():
    """Two accounts of one till: the second waits two minutes without a key, and never takes another person's till."""
    add("njeri", 1), add("brian", 1), add("amina", 2)
    first = Login("njeri")
    holds("njeri has her desk at till 1", reads(first, b"Phone"))
    second = Login("brian")
    told = reads(second, b"after two minutes without one you may take it over")
    holds("brian, given the same till, is told who has it and when he may have it", told and ends(second),
          second.last_line())
    holds("and not to choose another till, which he cannot", b"--till" not in second.out)
    began = time.monotonic()
    # A key each twenty seconds: she is there.
    for _ in range(7):
        time.sleep(20)
        first.type(b"0\x7f")
    third = Login("brian")
    holds("a desk at which keys are pressed is not his after two minutes",
          reads(third, b"you may take it over") and ends(third), f"{time.monotonic() - began:.0f} s")
    first.type(b"0712345678")
    time.sleep(122)
    other = Login("amina")
    holds("amina, at another till, is not asked about it", reads(other, b"Phone") and b"open already" not in other.out)
    fourth = Login("brian")
    asked = reads(fourth, b"ends that desk and opens the till here")
    holds("after two minutes without a key brian is asked whether to take it over", asked, fourth.last_line())
    time.sleep(0.6)
    began = time.monotonic()
    fourth.type(b"y")
    holds("with y he has it", reads(fourth, b"Phone"), f"after {time.monotonic() - began:.1f} s")
    holds("and njeri's desk has ended, in words", ends(first) and b"brian" in first.out[-3000:], first.last_line())
    holds("the desk of amina goes on", other.process.poll() is None and len(desks("amina")) == 1)
    names = [line.split()[2] for line in run("kaunta", "tills", "--home", "/var/lib/kaunta").stdout.splitlines()]
    holds("kaunta tills says who is where", names[:2] == ["brian", "amina"], names)
    for name in ("njeri", "amina"):
        add(name, 3)
    fifth = Login("njeri")
    holds("njeri, moved to till 3, has a desk there", reads(fifth, b"Phone"))
    for login in (first, second, third, fourth, other, fifth):
        login.end()
    until(lambda: not desks("njeri") + desks("brian") + desks("amina"), 20)


@part
def own():
    """Her own till, held by a forgotten line: one key, and what waited goes on."""
    add("njeri", 1)
    first = Login("njeri")
    reads(first, b"Phone")
    type_slowly(first, b"0700010005", b"\r", b"70", b"\r")
    holds("a payment waits", reads(first, b"waiting"))
    for words, signal_ in (("open", None), ("stopped at her end", signal.SIGSTOP)):
        if signal_:
            first.process.send_signal(signal_)
        second = Login("njeri")
        holds(f"a line that is {words}: she is asked", reads(second, b"ends that desk and opens the till here"))
        time.sleep(0.6)
        began = time.monotonic()
        second.type(b"y")
        holds("and has her till with y, with what waits", reads(second, b"KSh 70") or reads(second, b"70"),
              f"after {time.monotonic() - began:.1f} s")
        first.process.send_signal(signal.SIGCONT)
        ends(first)
        first = second
    stopped = desks("njeri")
    run("kill", "-STOP", *stopped)
    second = Login("njeri")
    holds("a desk that was stopped: she is told that it does not answer", reads(second, b"It does not answer"))
    time.sleep(0.6)
    began = time.monotonic()
    second.type(b"y")
    holds("and has her till with y", reads(second, b"Phone", 90), f"after {time.monotonic() - began:.1f} s")
    holds("one desk of hers is left", len(desks("njeri")) == 1, desks("njeri"))
    for login in (first, second):
        login.end()


@part
def removed():
    """A cashier who is removed has nothing left: no desk, and no login that waits for one."""
    add("zawadi", 4)
    first = Login("zawadi")
    reads(first, b"Phone")
    waiters = [Login("zawadi"), Login("zawadi")]
    for login in waiters:
        reads(login, b"ends that desk and opens the till here")
    time.sleep(0.6)
    for login in waiters:
        login.type(b"y")
    holds("of two logins that wait for her desk one has it", until(
        lambda: follow(waiters, 0.1) or sum(b"Phone" in login.out for login in waiters) == 1, 15) is not None)
    holds("and the other is told so, and has nothing", until(
        lambda: follow(waiters, 0.1) or any(login.process.poll() is not None for login in waiters), 15) is not None,
        [login.last_line() for login in waiters])
    late = Login("zawadi")
    holds("a third waits at the question", reads(late, b"ends that desk and opens the till here"))
    number = run("id", "-u", "zawadi").stdout.strip()
    said = run("kaunta", "cashier", "remove", "zawadi")
    holds("removing her says what became of her desk", said.returncode == 0 and "till 4" in said.stdout, said.stdout)
    follow(waiters, 2, done=b"closed by root")
    holds("nothing of hers runs", not run("pgrep", "--uid", number).stdout.split())
    holds("her screen says who closed her desk", any(b"closed by root" in login.out[-3000:] for login in waiters))
    holds("her till is free", "zawadi" not in run("kaunta", "tills", "--home", "/var/lib/kaunta").stdout)
    back = Login("zawadi")
    holds("and she does not come in again", ends(back) and b"Phone" not in back.out, back.last_line())
    for login in [first, late, back, *waiters]:
        login.end()


def login_line(name="njeri"):
    """What doctor says of her login."""
    said = run("kaunta", "doctor", "--home", "/var/lib/kaunta").stdout
    return next((line for line in said.splitlines() if re.match(rf"\w+ +login: .*{name}", line)), said[-300:])


@part
def doctor():
    """What the real sshd would allow a cashier, as doctor finds it, each way in which somebody might open it."""
    add("njeri", 1)
    good = "njeri gets nothing but a desk over SSH"
    holds("as shipped", good in login_line())
    place = MACHINE / "etc/ssh/sshd_config.d/00-other.conf"
    for words, text, wanted in (
        ("a shell for her", "Match User njeri\n  ForceCommand none\n", "forcecommand"),
        ("another command for the group", "Match Group kaunta\n  ForceCommand /bin/sh\n", "forcecommand"),
        ("a shell from outside only", "Match Address 198.51.100.0/24\n  ForceCommand none\n", "forcecommand"),
        ("forwarding for all", "DisableForwarding no\nMatch all\n  AllowTcpForwarding yes\n  DisableForwarding no\n", "allowtcpforwarding"),
        ("passwords", "Match User njeri\n  PasswordAuthentication yes\n", "passwordauthentication"),
        ("keys in homes", "Match User njeri\n  AuthorizedKeysFile .ssh/authorized_keys\n", "authorizedkeysfile"),
        ("variables of the loader", "Match User njeri\n  AcceptEnv LD_*\n", "it says acceptenv LD_*"),
        ("variables from homes", "PermitUserEnvironment yes\n", "permituserenvironment"),
        ("many sessions", "Match User njeri\n  MaxSessions 10\n", "maxsessions"),
    ):
        place.write_text(text)
        said = login_line()
        holds(f"{words} is found", said.startswith("BAD") and wanted in said, said[13:130])
        refused = run("kaunta", "cashier", "add", "njeri", "--key", "/root/people/other.pub")
        holds("and she is given no further key meanwhile",
              refused.returncode != 0 and len((MACHINE / "etc/kaunta/keys/njeri").read_text().splitlines()) == 1)
    place.write_text("Nonsense yes\n")
    said = run("kaunta", "doctor", "--home", "/var/lib/kaunta").stdout
    holds("a mistake in sshd's files is said", "sshd could not be asked" in said, [l for l in said.splitlines() if "login" in l])
    place.unlink()
    whole = MACHINE / "etc/ssh/sshd_config"
    text = whole.read_text()
    whole.write_text(re.sub("(?m)^Include", "#Include", text))
    said = login_line()
    holds("a configuration that does not read the snippet is found", said.startswith("BAD") and "forcecommand" in said, said[:100])
    whole.write_text(text)
    holds("well again", good in login_line())
    run("useradd", "--groups", "kaunta", "kwame")
    run("useradd", "--gid", "kaunta", "otieno2")
    said = next(l for l in run("kaunta", "doctor", "--home", "/var/lib/kaunta").stdout.splitlines() if "readers" in l)
    holds("who was put into the group by hand is named", "kwame" in said and "otieno2" in said.split("is:")[-1], said)
    holds("and that nobody logs in as they", "otieno2 has no key" in login_line("otieno2"), login_line("otieno2"))
    for name in ("kwame", "otieno2"):
        run("userdel", "--force", name)


@part
def mosh():
    """mosh says in a sentence that it does not work, and holds nothing."""
    add("njeri", 1)
    ssh = f"ssh -F none -i {key_of('njeri')} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o LogLevel=ERROR"
    began = time.monotonic()
    # The client's own errors end in one line; what the server said stands before it.
    done = subprocess.run(["script", "-qec", f"mosh --ssh='{ssh}' njeri@127.0.0.1", "/dev/null"], capture_output=True, text=True,
                          timeout=60, stdin=subprocess.DEVNULL, env=os.environ | {"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"})
    said = done.stdout.replace("\r", "")
    holds("mosh is refused in a sentence", "mosh, scp, sftp and rsync do not work" in said, repr(said[:200]))
    holds("at once, and nothing of it is left", not desks("njeri") and not run("pgrep", "mosh-server").stdout,
          f"{time.monotonic() - began:.1f} s")


def states_of(number):
    """What desks are doing when their lines are cut: keys, and what stands on the screen then; customers of its own a round."""

    def customer(last):
        return b"07%d1 00000%d" % (number, last)

    silent = [b"0700010005", b"0700010003", b"0700010004"][number]

    def asks(phone):
        return [phone.replace(b" ", b""), b"\r", b"150", b"\r"]

    return {
        "empty": ([], b"Phone"),
        "a phone half typed": ([b"0712"], b"0712"),
        "an amount typed": (asks(customer(2))[:3], b"150"),
        "a payment just sent": (asks(customer(3)), None),
        "a payment that waits": (asks(silent), b"waiting"),
        "a payment paid": (asks(customer(5)), b"PAID"),
        "a question": (asks(customer(6)) + asks(customer(6)), b"ask"),
        "help": ([b"?"], b"help"),
        "a search": ([b"/", b"07"], b"07"),
        "details of a payment": (asks(customer(9)) + [b"\x02", b"d"], b"NUMBER"),
        "is this code real": ([b"\x12", b"UKOR"], b"UKOR"),
    }


def cut_all(way, logins):
    """Cuts the lines of all in the same moment; how long each till was held after that, and nothing for ever."""
    if way == "packets dropped":
        for rule in ["add table inet cut", "add chain inet cut in { type filter hook input priority 0; }",
                     "add rule inet cut in ip saddr 127.0.1.0/24 drop", "add rule inet cut in ip daddr 127.0.1.0/24 drop"]:
            done = run("nft", rule)
            if done.returncode:
                print(done.stderr)
    for login in logins.values():
        if way == "client killed":
            login.process.kill()
    began, held = time.monotonic(), {}
    while time.monotonic() - began < 150 and len(held) < len(logins):
        for state in logins:
            if state not in held and not desks(logins[state].name):
                held[state] = time.monotonic() - began
        time.sleep(0.3)
    run("nft", "delete", "table", "inet", "cut")
    return held


def take_all(logins):
    """Stops all clients as a telephone does that puts them to sleep, and has each cashier log in anew and press y."""
    for login in logins.values():
        login.process.send_signal(signal.SIGSTOP)
    time.sleep(5)
    held = {}
    for state, login in logins.items():
        second = Login(login.name)
        if not reads(second, b"ends that desk and opens the till here", 30):
            print(f"     {state}: {second.last_line()}")
        time.sleep(0.6)
        began = time.monotonic()
        second.type(b"y")
        if reads(second, b"Phone", 60):
            held[state] = time.monotonic() - began
        second.end()
    return held


@part
def states():
    """Lines cut in each state a desk can be in: the till is back within seconds, and nothing is lost or asked twice."""
    run("ip", "address", "add", "127.0.1.0/24", "dev", "lo")
    for turn, (way, most) in enumerate((("client killed", 5), ("client asleep", 10), ("packets dropped", 45))):
        logins, states = {}, states_of(turn)
        for number, state in enumerate(states, 1):
            add(f"s{number}", 100 + number)
            logins[state] = Login(f"s{number}", source=f"127.0.1.{number}")
        for state, login in logins.items():
            keys, words = states[state]
            ready = reads(login, b"Phone", 60)
            type_slowly(login, *keys)
            ready = ready and (words is None or reads(login, words, 60))
            if not ready:
                holds(f"{state}: the desk came so far", False, login.last_line())
        held = take_all(logins) if way == "client asleep" else cut_all(way, logins)
        for login in logins.values():
            login.process.kill()
            login.end()
        for state in states:
            seconds = held.get(state)
            holds(f"{way}, {state}: the till is {'hers with y' if way == 'client asleep' else 'free'}",
                  seconds is not None and seconds <= most, "never" if seconds is None else f"after {seconds:.1f} s")
    checked = run("kaunta", "verify", "--home", "/var/lib/kaunta")
    holds("the books fit", checked.returncode == 0, checked.stdout[-120:].strip())
    rows = run("kaunta", "payments", "--home", "/var/lib/kaunta").stdout.splitlines()
    typed = [row for row in rows if "KSh 150" in row]
    prompts = run("sh", "-c", "journalctl -u kaunta-simulate --no-pager | grep -c 'stkpush/v1/processrequest'").stdout.strip()
    waited = until(lambda: not [r for r in run("kaunta", "payments", "--home", "/var/lib/kaunta").stdout.splitlines()
                                if "KSh 150" in r and "PAID" not in r and "0700***00" not in r], 120)
    holds("every payment that was sent has its end, but those whose customer does not answer", waited is not None,
          f"{len(typed)} payments, {prompts} prompts")


def keeps(name):
    """Whether a line on which nothing happens for a minute and a half is still there."""
    if name == "kwame":
        run("useradd", "--create-home", "--shell", "/bin/bash", name)
        keys = MACHINE / f"home/{name}/.ssh"
        keys.mkdir()
        (keys / "authorized_keys").write_text(key_of(name).with_suffix(".pub").read_text())
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
        line.type(key)
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


sys.exit(run_parts("people", sys.argv[2:]))
