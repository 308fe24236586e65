"""Files in and out: scp, sftp, rsync, and commands that print one."""

import subprocess

from .tools import *


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
SHELL = "ssh -p PORT " + " ".join(COPY)
for name, words, made, in_control in (
    ("rsync from", ["rsync", "-e", SHELL, "njeri@127.0.0.1:/etc/passwd", GOT], [GOT], True),
    ("rsync to", ["rsync", "-e", SHELL, WORK / "put", "njeri@127.0.0.1:/tmp/put"], [PUT], True),
    ("rsync with another program", ["rsync", "-e", SHELL, "--rsync-path=touch /tmp/put; rsync", "njeri@127.0.0.1:/etc/passwd", GOT],
     [GOT, PUT], True),
    ("rsync with arguments kept apart", ["rsync", "-s", "-e", SHELL, "njeri@127.0.0.1:/etc/passwd", GOT], [GOT], True),
    ("rsync's list", ["rsync", "-e", SHELL, "njeri@127.0.0.1:/etc/ssh/"], [], True),
    ("rsync's daemon", ["rsync", "-e", SHELL, "njeri@127.0.0.1::etc/passwd", GOT], [GOT], False),
    ("rsync's daemon with settings of its own",
     ["rsync", "-e", SHELL, "--rsync-path=rsync --config=/dev/stdin", "njeri@127.0.0.1::etc/passwd", GOT], [GOT], False),
    ("rsync that deletes", ["rsync", "-r", "--delete", "-e", SHELL, "/var/empty/", "njeri@127.0.0.1:/var/lib/kaunta/spool/"], [], False),
):
    trick("copy", name, in_control)(copied(words, made))
for name, words in {
    "rsync's server": "rsync --server --sender -e.LsfxC . /etc/passwd",
    "cat of a secret": "cat /var/lib/kaunta/secrets/callback-keys",
    "tar": "tar -C / -cf - etc/passwd",
    "git": "git-upload-pack /tmp", "git's archive": "git-upload-archive /etc", "cvs": "cvs server", "nc": "nc -U /run/dbus/system_bus_socket",
    "the books": "kaunta payments --home /var/lib/kaunta", "a query of the books": "sqlite3 /var/lib/kaunta/ledger/ledger.sqlite .dump",
    "scp's own server": "scp -f /etc/passwd", "sftp's own server": "/usr/lib/openssh/sftp-server",
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
