"""Sends callbacks as Safaricom does, does something to the listener meanwhile, and looks for each one afterwards."""

import collections
import hashlib
import hmac
import http.client
import os
import pathlib
import queue
import socket
import ssl
import subprocess
import sys
import threading
import time

MACHINE, HOST = pathlib.Path(sys.argv[1]), sys.argv[2]
HOME = MACHINE / "var/lib/kaunta"
KEY = next(line.split()[1] for line in (HOME / "secrets/callback-keys").read_text().split("\n") if line.startswith("active"))
TLS = ssl.create_default_context(cafile=str(MACHINE / f"etc/letsencrypt/live/{HOST}/fullchain.pem"))
SAFARICOM = "196.201.214.200"


def inside(*words):
    return subprocess.run(["chroot", str(MACHINE), *words], capture_output=True, text=True)


def send(through_proxy=True, source=SAFARICOM):
    """One callback on a connection of its own; its payment and the answer, or what came in its place."""
    payment = os.urandom(16).hex()
    text = f"kaunta1\nsandbox\n174379\n{payment}".encode()
    tag = hmac.new(bytes.fromhex(KEY), text, hashlib.sha256).digest()[:16].hex()
    body = ('{"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"ws_CO_%s","ResultCode":1032,'
            '"ResultDesc":"Request cancelled by user"}}}' % payment)
    try:
        line = socket.create_connection(("127.0.0.1", 443), 20, (source, 0))
        with TLS.wrap_socket(line, server_hostname=HOST) as secure:
            connection = http.client.HTTPConnection(HOST)
            connection.sock = secure
            connection.request("POST", f"/c/{payment}/{tag}", body, {"Host": HOST, "Content-Type": "application/json"})
            return payment, str(connection.getresponse().status)
    except OSError as error:
        return payment, type(error).__name__


def stored():
    names = set()
    for place in ("new", "odd", "done"):
        for path in (HOME / "spool" / place).rglob("*"):
            names.add(path.name.split(".")[0])
    return names


def flow(senders, count, pause=0.0, meanwhile=None, source=SAFARICOM):
    """Sends so many callbacks over so many connections at a time."""
    work, answers = queue.Queue(), []
    for number in range(count):
        work.put(number)

    def sender():
        while True:
            try:
                work.get_nowait()
            except queue.Empty:
                return
            answers.append(send(source=source))
            time.sleep(pause)

    threads = [threading.Thread(target=sender) for _ in range(senders)]
    for thread in threads:
        thread.start()
    if meanwhile:
        meanwhile()
    for thread in threads:
        thread.join()
    time.sleep(4)
    found = stored()
    lost = [p for p, answer in answers if answer == "200" and p not in found]
    return collections.Counter(answer for _, answer in answers), lost


def again(times, *words):
    def act():
        for _ in range(times):
            time.sleep(1.5)
            done = inside(*words)
            if done.returncode:
                print(done.stdout + done.stderr)

    return act


PLAIN = """[Service]
ExecStart=/usr/bin/kaunta listen --home /var/lib/kaunta
User=kaunta-listen
Group=kaunta
UMask=0007
Restart=always
RestartSec=2
"""


def main():
    bad = False

    def tell(name, outcome, may_refuse):
        nonlocal bad
        answers, lost = outcome
        refused = sum(answers.values()) - answers["200"]
        words = ", ".join(f"{count} {answer}" for answer, count in sorted(answers.items()))
        print(f"{name}: {sum(answers.values())} sent: {words}; {len(lost)} acknowledged and not found", flush=True)
        bad = bad or bool(lost) or (refused > 0 and not may_refuse)

    tell("quiet", flow(4, 200), False)
    tell("five restarts", flow(4, 1200, 0.02, again(5, "systemctl", "restart", "kaunta-listen.service")), False)
    tell("three upgrades", flow(4, 1600, 0.02, again(3, "dpkg", "-i", "/tmp/kaunta.deb")), False)
    # Whatever a killed process held in its hands is gone: those few are refused, and none of them was acknowledged.
    tell("five kills", flow(4, 1200, 0.02, again(5, "systemctl", "kill", "--signal=KILL", "kaunta-listen.service")), True)
    tell("Safaricom's burst: 1000 over 200 connections", flow(200, 1000), False)
    tell("a stranger's burst", flow(200, 1000, source="127.0.0.1"), True)
    inside("systemctl", "disable", "--now", "kaunta-listen.socket", "kaunta-listen.service")
    (MACHINE / "etc/systemd/system/plain.service").write_text(PLAIN)
    inside("systemctl", "daemon-reload")
    inside("systemctl", "start", "plain.service")
    time.sleep(3)
    tell("control, no socket held: five restarts", flow(4, 1200, 0.02, again(5, "systemctl", "restart", "plain.service")), True)
    tell("control, no socket held: five kills",
         flow(4, 1200, 0.02, again(5, "systemctl", "kill", "--signal=KILL", "plain.service")), True)
    return 1 if bad else 0


sys.exit(main())
