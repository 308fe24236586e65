"""What a desk is started with: variables, the terminal's name, and files that somebody planted."""

import os
import pathlib
import subprocess

from .tools import *


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
    ".local/state/kaunta/kaunta.toml": "x\n", ".kshrc": "touch /tmp/planted\n", ".dashrc": "touch /tmp/planted\n",
    ".config/environment.d/x.conf": "LD_PRELOAD=/tmp/planted.so\n", ".terminfo/x/xterm-256color": "x", ".termcap": "x",
    ".config/systemd/user/default.target.wants/x.service": "[Service]\nExecStart=/usr/bin/touch /tmp/planted\n",
    ".config/systemd/user/basic.target.wants/x.service": "[Service]\nExecStart=/usr/bin/touch /tmp/planted\n",
    ".ssh/authorized_keys": "command=\"touch /tmp/planted\" x\n", ".ssh/config": "ProxyCommand touch /tmp/planted\n",
    ".sqliterc": ".shell touch /tmp/planted\n", ".editrc": "x\n", ".netrc": "x\n", ".rhosts": "+ +\n", ".shosts": "+ +\n",
    ".forward": "|touch /tmp/planted\n", ".xprofile": "touch /tmp/planted\n",
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


# Names of terminals that Debian has, of odd kinds: they print, have no cursor, or answer with anything.

for name in ("dumb", "unknown", "glasstty", "tty33", "lpr", "printer", "vt52", "hp2648", "adm3a", "vt100+keypad", "xterm+pce2", "screen.xterm-new",
             "emacs", "dvtm", "putty", "linux-m", "ansi.sys", "wy520-epc-pc", "tek4107", "d430-unix", "ibm3101", "9term", "vt100-w-nam", "hpterm"):
    @trick("terminal's name", name)
    def of_list(port, name=name):
        return at_desk(port, b"0712\x1a", term=name, settle=0.3)
