"""Tricks by which a cashier, or whoever has her key, might get more than a desk.

Each is tried on the configuration that is shipped (port 22) and says what got out, or nothing. Some are tried on an open
configuration too (port 2222), where they must get out: a trick that never does proves nothing.
"""

import os
import pathlib
import pty
import re
import select
import signal
import struct
import fcntl
import subprocess
import sys
import termios
import time

MACHINE, WORK = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SHIPPED, OPEN = 22, 2222
SHOP = b"Duka la Escape"
TRICKS = []


def trick(kind, name, in_control=False):
    def add(function):
        TRICKS.append((kind, name, in_control, function))
        return function

    return add


def user_id(name):
    for line in (MACHINE / "etc/passwd").read_text().split("\n"):
        fields = line.split(":")
        if fields[0] == name:
            return int(fields[2])
    raise SystemExit(f"there is no account {name}")


def processes(of):
    """Processes of an account: number, name, state."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if entry.stat().st_uid != of:
                continue
            text = (entry / "stat").read_text()
            found.append((int(entry.name), text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2]))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


ALLOWED = {"sshd", "kaunta", "(sd-pam)", "systemd", "dbus-daemon", "dbus-broker"}


def strangers(who):
    """What runs as her besides her desk, and a desk that is stopped; a shell that has not yet become the desk is one."""
    deadline = time.monotonic() + 2
    while True:
        bad = [f"process {n}" for _, n, _ in processes(user_id(who)) if n not in ALLOWED]
        bad += [f"stopped {n}" for _, n, s in processes(user_id(who)) if s == "T"]
        if not bad or time.monotonic() > deadline:
            return ", ".join(bad)
        time.sleep(0.1)


def foreign_files(who):
    """Files of places that anybody can write to, mapped or open in her desk."""
    for number, name, _ in processes(user_id(who)):
        if name != "kaunta":
            continue
        try:
            paths = re.findall(r"(/(?:tmp|home|dev/shm|var/tmp)/\S+)", pathlib.Path(f"/proc/{number}/maps").read_text())
            paths += [os.readlink(f"/proc/{number}/fd/{fd}") for fd in os.listdir(f"/proc/{number}/fd")]
        except OSError:
            continue
        bad = [p for p in paths if p.startswith(("/tmp/", "/home/", "/dev/shm/", "/var/tmp/"))]
        if bad:
            return "uses " + bad[0]
    return ""


def quiet(who="njeri"):
    """Waits until her desk has ended; a till is somebody's at a time."""
    deadline = time.monotonic() + 12
    while any(n == "kaunta" for _, n, _ in processes(user_id(who))):
        if time.monotonic() > deadline:
            for number, name, _ in processes(user_id(who)):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.05)


def client(port, *words, who="njeri", key=None, options=()):
    base = ["ssh", "-F", "none", "-p", str(port), "-i", str(WORK / (key or who))]
    settled = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "BatchMode=yes",
               "ConnectTimeout=5", "LogLevel=ERROR"]
    for option in list(options) + settled:
        base += ["-o", option]
    return base + list(words[:-1]) + [f"{who}@127.0.0.1"] + ([words[-1]] if words and words[-1] else [])


def run(words, text=b"", seconds=8, environment=None):
    try:
        done = subprocess.run(words, input=text, capture_output=True, timeout=seconds, env=environment)
        return done.stdout + done.stderr
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"") + (late.stderr or b"") + b"[went on]"


class Marks:
    """A command that leaves a mark when a shell of hers runs it, and what it left."""

    count = 0

    def __init__(self):
        Marks.count += 1
        self.name = f"mark{Marks.count}x{os.getpid()}"
        self.command = f"touch /tmp/{self.name}; echo {self.name}-$((20+22)); id"

    def left(self, output):
        if (MACHINE / "tmp" / self.name).exists():
            return "a command left a file"
        if f"{self.name}-42".encode() in output:
            return "a shell answered"
        if b"uid=" in output and b"gid=" in output:
            return "id answered"
        return ""


class Desk:
    """ssh with a terminal, as a cashier has it."""

    def __init__(self, port, *words, who="njeri", term="xterm-256color", size=(24, 80), environment=None, options=()):
        self.process, self.out = 0, b""
        words = client(port, "-tt", *words, who=who, options=options) if words else client(port, "-tt", "", who=who, options=options)
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": term}
            env.update(environment or {})
            os.execvpe(words[0], words, env)
        self.resize(*size)

    def resize(self, rows, columns):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        try:
            os.kill(self.process, signal.SIGWINCH)
        except ProcessLookupError:
            pass

    def read(self, seconds, until=None):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if until and until in self.out:
                return self.out
            ready, _, _ = select.select([self.descriptor], [], [], 0.1)
            if ready:
                try:
                    data = os.read(self.descriptor, 65536)
                except OSError:
                    return self.out
                if not data:
                    return self.out
                self.out += data
        return self.out

    def send(self, data):
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self.descriptor, view[:512]) :]
            except OSError:
                return
            self.read(0.01)

    def close(self):
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.descriptor)


def at_desk(port, keys, who="njeri", settle=0.6, **how):
    """Opens a desk, types, and says what came of it besides a desk."""
    desk = Desk(port, who=who, **how)
    try:
        desk.read(6, until=SHOP)
        marks = Marks()
        desk.out = b""
        desk.send(keys(marks) if callable(keys) else keys)
        desk.read(settle)
        return marks.left(desk.out) or strangers(who) or foreign_files(who)
    finally:
        desk.close()
        quiet(who)


def by_command(*words, text=None, seconds=6, **how):
    def attempt(port):
        marks = Marks()
        given = [w.replace("CMD", marks.command) for w in words]
        output = run(client(port, *given, **how), (text or "").replace("CMD", marks.command).encode(), seconds)
        result = marks.left(output) or strangers(how.get("who", "njeri"))
        quiet(how.get("who", "njeri"))
        return result

    return attempt


# Commands.

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


# Copying.

def copied(words, made):
    def attempt(port):
        for path in made:
            path.unlink(missing_ok=True)
        output = run([str(w).replace("PORT", str(port)) for w in words], seconds=8)
        quiet()
        if any(path.exists() for path in made):
            return "a file went through"
        return "a file was listed" if b"sshd_config" in output or b"passwd\n" in output else ""

    return attempt


COPY = ["-F", "none", "-i", str(WORK / "njeri"), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes"]
GOT, PUT = WORK / "got", MACHINE / "tmp/put"
(WORK / "put").write_text("x")
trick("copy", "scp from", True)(copied(["scp", *COPY, "-P", "PORT", "njeri@127.0.0.1:/etc/passwd", GOT], [GOT]))
trick("copy", "scp to", True)(copied(["scp", *COPY, "-P", "PORT", WORK / "put", "njeri@127.0.0.1:/tmp/put"], [PUT]))
trick("copy", "the old scp from", True)(copied(["scp", "-O", *COPY, "-P", "PORT", "njeri@127.0.0.1:/etc/passwd", GOT], [GOT]))
trick("copy", "the old scp to", True)(copied(["scp", "-O", *COPY, "-P", "PORT", WORK / "put", "njeri@127.0.0.1:/tmp/put"], [PUT]))


def by_sftp(batch, made, extra=()):
    def attempt(port):
        for path in made:
            path.unlink(missing_ok=True)
        output = run(["sftp", *COPY, *extra, "-P", str(port), "-b", "-", "njeri@127.0.0.1"], batch.encode())
        quiet()
        if any(path.exists() for path in made):
            return "a file went through"
        return "a directory was listed" if b"passwd" in output and b"shadow" in output else ""

    return attempt


trick("copy", "sftp list", True)(by_sftp("ls /etc\n", []))
trick("copy", "sftp get", True)(by_sftp(f"get /etc/passwd {GOT}\n", [GOT]))
trick("copy", "sftp put", True)(by_sftp(f"put {WORK / 'put'} /tmp/put\n", [PUT]))
trick("copy", "sftp of the settings")(by_sftp(f"get /var/lib/kaunta/kaunta.toml {GOT}\n", [GOT]))
trick("copy", "sftp by a command of one's own", True)(
    by_sftp("ls /etc\n", [], ["-s", "/usr/lib/openssh/sftp-server"]))
trick("copy", "rsync from", False)(
    copied(["rsync", "-e", "ssh -p PORT " + " ".join(COPY), "njeri@127.0.0.1:/etc/passwd", str(GOT)], [GOT]))
for name, words in {
    "rsync's server": "rsync --server --sender -e.LsfxC . /etc/passwd",
    "cat of a secret": "cat /var/lib/kaunta/secrets/callback-keys",
    "tar": "tar -C / -cf - etc/passwd",
    "git": "git-upload-pack /tmp",
    "dd": "dd if=/etc/passwd",
}.items():
    @trick("copy", name, name in ("cat of a secret", "tar", "dd"))
    def copy_by_command(port, words=words):
        output = run(client(port, words))
        quiet()
        return "a file came out" if b"root:x:0" in output or b"active " in output else ""


@trick("copy", "mosh")
def mosh(port):
    output = run(client(port, "-tt", "mosh-server new -s -c 256 -l LANG=C.UTF-8"))
    quiet()
    return "a server began" if b"MOSH CONNECT" in output else strangers("njeri")


# Forwarding: something must come back through it.

def answers(place, local=True):
    """Whether the listener of the machine, or sshd, answers at a place."""
    import socket

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


@trick("forwarding", "as a proxy (SOCKS)", True)
def socks(port):
    process = subprocess.Popen(client(port, "-D", "15004", "-N", ""), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        import socket

        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", 15004), 2) as line:
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


@trick("forwarding", "of standard input (-W)", True)
def stdio(port):
    output = run(client(port, "-W", "127.0.0.1:8744", ""), b"GET /health HTTP/1.0\r\n\r\n", 4)
    return "a connection went through" if b"HTTP/1" in output else ""


@trick("forwarding", "of a tunnel (-w)", False)
def tunnel(port):
    before = set(os.listdir("/sys/class/net")) if os.path.isdir("/sys/class/net") else set()
    process = subprocess.Popen(client(port, "-w", "any:any", "-N", ""), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
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


# The environment.

VARIABLES = """LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG PATH HOME SHELL ENV BASH_ENV SHELLOPTS PS4 IFS CDPATH TERMINFO
TERMINFO_DIRS TERMCAP TERMPATH LOCPATH GCONV_PATH NLSPATH LANGUAGE HOSTALIASES RES_OPTIONS LOCALDOMAIN RESOLV_HOST_CONF
XDG_CONFIG_HOME XDG_STATE_HOME XDG_RUNTIME_DIR KAUNTA_HOME SWIFT_BACKTRACE TZ TZDIR TMPDIR MALLOC_CHECK_ GLIBC_TUNABLES
HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR SQLITE_TMPDIR NCURSES_NO_UTF8_ACS ESCDELAY PYTHONPATH PERL5LIB
NOTIFY_SOCKET LISTEN_FDS LISTEN_PID LC_PAPER LC_MESSAGES LC_ESCAPE DISPLAY SSH_AUTH_SOCK""".split()
OWN = {"PATH", "HOME", "SHELL", "SWIFT_BACKTRACE", "XDG_RUNTIME_DIR"}


def sent_variable(name):
    def attempt(port):
        desk = Desk(port, options=[f"SetEnv={name}=/tmp/escape-value"])
        try:
            desk.read(4, until=SHOP)
            for number, process, _ in processes(user_id("njeri")):
                try:
                    if f"{name}=/tmp/escape-value".encode() in pathlib.Path(f"/proc/{number}/environ").read_bytes():
                        return f"{process} has it"
                except OSError:
                    pass
            return foreign_files("njeri")
        finally:
            desk.close()
            quiet()

    return attempt


for variable in VARIABLES:
    trick("environment", variable, variable not in OWN)(sent_variable(variable))
for name, value in {
    "a path": "/tmp/evil", "a way up": "../../../../tmp/evil", "a function": "() { :;}; touch /tmp/lang",
    "a substitution": "$(touch /tmp/lang)", "ten thousand signs": "x" * 10000, "a format": "%s%s%n%n",
    "control bytes": "C\x1b[2J\x07", "no text": "\udcff\udcfe",
}.items():
    @trick("environment", "LC_ALL with " + name)
    def locale(port, value=value):
        result = at_desk(port, b"?", environment={"LC_ALL": value}, options=["SendEnv=LC_ALL"])
        return result or ("a command ran" if (MACHINE / "tmp/lang").exists() else "")


# The terminal's name.

for name, value in {
    "a path": "/tmp/evil/x", "a way up": "../../../../tmp/evil/e/evil", "a substitution": "$(touch /tmp/term)",
    "backticks": "`touch /tmp/term`", "a semicolon": ";touch /tmp/term", "five thousand signs": "x" * 5000,
    "nothing": "", "a line end": "xterm\ntouch /tmp/term", "a description": "evil|:co#80:cl=\\E[H\\E[2J:",
    "no text": "xterm\udcff", "a blank": "xterm -e sh", "a format": "%s%n%s%n",
}.items():
    @trick("terminal's name", name)
    def term(port, value=value):
        result = at_desk(port, b"?", term=value, settle=0.3)
        return result or ("a command ran" if (MACHINE / "tmp/term").exists() else "")


# Files planted in her home. She cannot put them there; somebody's mistake might.

PLANTED = {
    ".profile": "touch /tmp/planted\n", ".bashrc": "touch /tmp/planted\n", ".bash_profile": "touch /tmp/planted\n",
    ".bash_login": "touch /tmp/planted\n", ".shrc": "touch /tmp/planted\n", ".zshenv": "touch /tmp/planted\n",
    ".ssh/rc": "touch /tmp/planted\n", ".ssh/environment": "LD_PRELOAD=/tmp/planted.so\n",
    ".pam_environment": "LD_PRELOAD DEFAULT=/tmp/planted.so\n", ".inputrc": "x\n", ".config/kaunta/kaunta.toml": "x\n",
    ".local/state/kaunta/kaunta.toml": "x\n", ".forward": "|touch /tmp/planted\n", ".xprofile": "touch /tmp/planted\n",
}
for who, home in (("njeri", "usr/share/kaunta/home"), ("amina", "usr/share/kaunta/home")):
    for name, text in PLANTED.items():
        @trick("planted", f"{name} of {who}")
        def planted(port, who=who, home=home, name=name, text=text):
            path = MACHINE / home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            path.chmod(0o755)
            try:
                desk = Desk(port, who=who)
                desk.read(4 if who == "njeri" else 1.5, until=SHOP)
                bad = strangers(who) or foreign_files(who)
                for number, _, _ in processes(user_id(who)):
                    try:
                        if b"/tmp/planted" in pathlib.Path(f"/proc/{number}/environ").read_bytes():
                            bad = "it is in the environment"
                    except OSError:
                        pass
                desk.close()
                quiet(who)
                return bad or ("it ran" if (MACHINE / "tmp/planted").exists() else "")
            finally:
                path.unlink(missing_ok=True)
                (MACHINE / "tmp/planted").unlink(missing_ok=True)


@trick("planted", "a terminal's description in her home")
def terminfo(port):
    source = WORK / "evil.ti"
    source.write_text("evil,am,cols#80,lines#24,clear=\\E[H\\E[2J,cup=\\E[%i%p1%d;%p2%dH,smcup=EVIL,\n")
    place = MACHINE / "usr/share/kaunta/home/.terminfo"
    subprocess.run(["tic", "-o", str(place), str(source)], capture_output=True)
    desk = Desk(port, term="evil")
    try:
        return "the desk was drawn by it" if b"EVIL" in desk.read(3, until=SHOP) else ""
    finally:
        desk.close()
        quiet()
        subprocess.run(["rm", "-rf", str(place)])


@trick("planted", "keys in her home")
def home_keys(port):
    directory = MACHINE / "home/wanjiru/.ssh"
    directory.mkdir(exist_ok=True)
    (directory / "authorized_keys").write_text((WORK / "wanjiru.pub").read_text())
    for path in (directory, directory / "authorized_keys"):
        os.chown(path, user_id("wanjiru"), user_id("wanjiru"))
    directory.chmod(0o700)
    output = run(client(port, "true", who="wanjiru"))
    return "" if b"Permission denied" in output else "an account put into the group by hand was let in by its own key"


@trick("planted", "what she can write to")
def writable(port):
    found = []
    for place in ("etc/kaunta/keys", "usr/share/kaunta/home", "var/lib/kaunta", "var/lib/kaunta/secrets", "etc/ssh/sshd_config.d"):
        mode = (MACHINE / place).stat()
        if mode.st_mode & 0o002 or mode.st_uid != 0 or (mode.st_mode & 0o020 and mode.st_gid != 0):
            found.append(place)
    return "writable: " + ", ".join(found) if found else ""


# Members of the group who were given no till.

for name, words in {"a shell": ("-tt", ""), "a command": ("CMD",), "a command with a terminal": ("-tt", "CMD"),
                    "a script": ("-T", "")}.items():
    trick("forgotten member", name, name == "a command")(
        by_command(*words, text="CMD\nexit\n" if not words[-1] else None, who="amina", seconds=4))


# Logging in.

def refused(words, text=b""):
    def attempt(port):
        return "" if b"Permission denied" in run(words(port), text) else "was let in"

    return attempt


for method in ("password", "keyboard-interactive", "hostbased", "gssapi-with-mic", "none"):
    trick("login", method)(refused(lambda port, method=method: client(
        port, "true", options=[f"PreferredAuthentications={method}", "PubkeyAuthentication=no"])))
trick("login", "a stranger's key")(refused(lambda port: client(port, "true", key="stranger")))
trick("login", "another cashier's key")(refused(lambda port: client(port, "true", key="amina")))
trick("login", "as the listener")(refused(lambda port: client(port, "true", who="kaunta-listen", key="njeri")))
trick("login", "as root with her key")(refused(lambda port: client(port, "true", who="root", key="njeri")))


@trick("login", "a certificate of one's own making")
def certificate(port):
    subprocess.run(["ssh-keygen", "-q", "-s", str(WORK / "stranger"), "-I", "x", "-n", "njeri,root", str(WORK / "amina.pub")])
    output = run(client(port, "true", key="amina", options=[f"CertificateFile={WORK}/amina-cert.pub"]))
    return "" if b"Permission denied" in output else "was let in"


# At the desk.

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
    desk.read(5, until=SHOP)
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
    desk.read(5, until=SHOP)
    desk.close()
    quiet()
    return strangers("njeri")


@trick("at the desk", "ssh's own escape (~C, ~B, ~R)")
def tilde(port):
    marks = Marks()
    return at_desk(port, b"\r~B\r~R\r~C-L 15009:127.0.0.1:8744\r", options=["EscapeChar=~", "EnableEscapeCommandline=yes"]) or (
        "a connection went through" if answers(("127.0.0.1", 15009)) else "")


# The raw protocol.

try:
    import paramiko
except ImportError:
    paramiko = None


def raw(port, who="njeri"):
    transport = paramiko.Transport(("127.0.0.1", port))
    transport.start_client(timeout=5)
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


def main():
    holes, idle, untried, wanted = [], [], [], os.environ.get("TRICKS", "")
    tried = [t for t in TRICKS if re.search(wanted, f"{t[0]}: {t[1]}")]
    for kind, name, in_control, attempt in tried:
        try:
            bad = attempt(SHIPPED)
        except FileNotFoundError as missing:
            untried.append(name)
            print(f"not tried: {kind}: {name}: {missing.filename} is not here", flush=True)
            continue
        if bad:
            holes.append(f"{kind}: {name}: {bad}")
            print(f"OUT   {kind}: {name}: {bad}", flush=True)
        elif os.environ.get("VERBOSE"):
            print(f"held  {kind}: {name}", flush=True)
    controls = [t for t in tried if t[2] and t[1] not in untried]
    for kind, name, _, attempt in controls:
        if not attempt(OPEN):
            idle.append(f"{kind}: {name}")
            print(f"IDLE  {kind}: {name}: does not get out where it should", flush=True)
    if not paramiko:
        print("raw protocol: not tried: apt install python3-paramiko")
    kinds = {}
    for kind, _, _, _ in tried:
        kinds[kind] = kinds.get(kind, 0) + 1
    print(", ".join(f"{kind} {count}" for kind, count in kinds.items()))
    print(f"escapes: {len(tried) - len(untried)} tried, {len(tried) - len(untried) - len(holes)} held, {len(holes)} got out; "
          f"control: {len(controls) - len(idle)} of {len(controls)} get out of an open configuration")
    return 1 if holes or idle or untried else 0


sys.exit(main())
