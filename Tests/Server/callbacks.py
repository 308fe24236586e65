"""Callbacks as Safaricom sends them, through the proxy of a machine, and what became of each."""

import collections
import hashlib
import hmac
import http.client
import os
import queue
import socket
import ssl
import subprocess
import threading
import time

SAFARICOM = "196.201.214.200"


def inside(machine, *words):
    """A program of the machine."""
    return subprocess.run(["chroot", str(machine), *words], capture_output=True, text=True)


class Callbacks:
    """Sends to one shop's public address; without authorities its certificate is not looked at."""

    def __init__(self, machine, host, authorities=None):
        self.home, self.host = machine / "var/lib/kaunta", host
        self.tls = ssl.create_default_context(cafile=authorities)
        if authorities is None:
            self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        lines = (self.home / "secrets/callback-keys").read_text().split("\n")
        self.key = next(line.split()[1] for line in lines if line.startswith("active"))

    def send(self, source=SAFARICOM, seconds=30):
        """One callback on a connection of its own; its payment and the answer, or what came in its place."""
        payment = os.urandom(16).hex()
        text = f"kaunta1\nsandbox\n174379\n{payment}".encode()
        tag = hmac.new(bytes.fromhex(self.key), text, hashlib.sha256).digest()[:16].hex()
        body = ('{"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"ws_CO_%s","ResultCode":1032,'
                '"ResultDesc":"Request cancelled by user"}}}' % payment)
        try:
            line = socket.create_connection(("127.0.0.1", 443), seconds, (source, 0))
            with self.tls.wrap_socket(line, server_hostname=self.host) as secure:
                connection = http.client.HTTPConnection(self.host)
                connection.sock = secure
                connection.request("POST", f"/c/{payment}/{tag}", body,
                                   {"Host": self.host, "Content-Type": "application/json"})
                return payment, str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return payment, type(error).__name__

    def stored(self):
        """Payments whose callback is in the spool."""
        names = set()
        for place in ("new", "odd", "done"):
            for path in (self.home / "spool" / place).rglob("*"):
                names.add(path.name.split(".")[0])
        return names

    def later(self, count):
        """Sends so many at once, each by itself; what came of them once it is called."""
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.send())) for _ in range(count)]
        for thread in threads:
            thread.start()

        def wait():
            for thread in threads:
                thread.join()
            return answers

        return wait

    def flow(self, senders, count, pause=0.0, meanwhile=None, source=SAFARICOM):
        """Sends so many over so many connections at a time; the answers, and what was acknowledged and is not there."""
        work, answers = queue.Queue(), []
        for number in range(count):
            work.put(number)

        def sender():
            while True:
                try:
                    work.get_nowait()
                except queue.Empty:
                    return
                answers.append(self.send(source))
                time.sleep(pause)

        threads = [threading.Thread(target=sender) for _ in range(senders)]
        for thread in threads:
            thread.start()
        if meanwhile:
            meanwhile()
        for thread in threads:
            thread.join()
        time.sleep(4)
        found = self.stored()
        lost = [payment for payment, answer in answers if answer == "200" and payment not in found]
        return collections.Counter(answer for _, answer in answers), lost
