"""Whoever should not be let in, or has no till."""

import errno
import re
import subprocess

from .tools import *


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


# Names and keys that an administrator is made to add.

def name_refused(name):
    """The account's name as a client sends it: a desk at the most, and that as herself."""

    def attempt(port):
        from .protocol import output_of, paramiko

        if not paramiko:
            raise FileNotFoundError(errno.ENOENT, "needed", "python3-paramiko")
        transport, marks = paramiko.Transport(("127.0.0.1", port)), Marks()
        try:
            transport.start_client(timeout=60)
            transport.auth_publickey(name, paramiko.Ed25519Key(filename=str(WORK / "njeri")))
            channel = transport.open_session(timeout=5)
            channel.exec_command(marks.command)
            return marks.left(output_of(channel))
        except (paramiko.SSHException, EOFError, OSError):
            return ""
        finally:
            transport.close()
            quiet()

    return attempt


for name in ("njeri:shell", "njeri/root", "NJERI", " njeri", "njeri ", "njeri\nroot", "njeri\0root", "../../root/escapes/njeri",
             "root", "", "%u", "njeri@127.0.0.1", "x" * 100_000):
    trick("login", f"as {name[:24]!r}")(name_refused(name))


@trick("login", "of an account whose first group is the cashiers'")
def first_group(port):
    """Put there by hand, with a home, a shell and keys in it, and later a key where keys are."""
    marks = Marks()
    output = run(client(port, marks.command, who="otieno"))
    if b"Permission denied" not in output:
        return marks.left(output) or "was let in by a key in the home"
    keys = MACHINE / "etc/kaunta/keys/otieno"
    keys.write_text((WORK / "otieno.pub").read_text())
    try:
        return marks.left(run(client(port, marks.command, who="otieno"))) or strangers("otieno")
    finally:
        keys.unlink()


def not_added(name, key):
    def attempt(port):
        (WORK / "given.pub").write_bytes(key if isinstance(key, bytes) else key.encode())
        done = subprocess.run(["chroot", str(MACHINE), "kaunta", "cashier", "add", name, "--key", "/root/escapes/given.pub"],
                              capture_output=True, text=True)
        kept = MACHINE / "etc/kaunta/keys" / name if re.fullmatch("[a-z]+", name) else None
        lines = [] if kept is None or not kept.exists() else kept.read_text().splitlines()
        subprocess.run(["chroot", str(MACHINE), "kaunta", "cashier", "remove", name], capture_output=True)
        bad = [line for line in lines if not line.startswith("ssh-ed25519 AAAA")] + lines[1:]
        return f"was added: {bad or done.stdout}" if done.returncode == 0 and (bad or not kept) else ""

    return attempt


PUBLIC = (WORK / "stranger.pub").read_text().strip()
for name, key in {
    "with a command of its own": f'command="/bin/sh" {PUBLIC}', "of an authority": f"cert-authority {PUBLIC}",
    "with a variable": f'environment="LD_PRELOAD=/tmp/x.so" {PUBLIC}', "with a second line": f"{PUBLIC}\ncert-authority {PUBLIC}\n",
    "with a line end of another kind": f"{PUBLIC}\x0bcert-authority {PUBLIC}", "with a carriage return": f"{PUBLIC}\rcert-authority {PUBLIC}",
    "with a line end of Unicode": f"{PUBLIC}\u2028cert-authority {PUBLIC}", "with NUL": f"{PUBLIC}\0\ncert-authority {PUBLIC}",
    "that is no text": b"\xff\xfe" + PUBLIC.encode(), "that is empty": "", "that is a private one": (WORK / "stranger").read_text(),
}.items():
    trick("added by mistake", "a key " + name)(not_added("mallory", key))
for name in ("root", "kaunta-listen", "www-data", "../keys", "-o", "a b", "njeri;id", "$(id)", "wanjiru", "mal/lory", "MALLORY", ""):
    trick("added by mistake", f"an account called {name!r}")(not_added(name, PUBLIC))
