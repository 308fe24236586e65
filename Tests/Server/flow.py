"""Sends callbacks as Safaricom does, does something to the listener meanwhile, and looks for each one afterwards."""

import pathlib
import sys
import time

from callbacks import Callbacks, inside

MACHINE, HOST = pathlib.Path(sys.argv[1]), sys.argv[2]
CALLBACKS = Callbacks(MACHINE, HOST, str(MACHINE / f"etc/letsencrypt/live/{HOST}/fullchain.pem"))
flow = CALLBACKS.flow


def again(times, *words):
    def act():
        for _ in range(times):
            time.sleep(1.5)
            done = inside(MACHINE, *words)
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
    newer = again(1, "dpkg", "-i", "/tmp/newer.deb")
    older = again(1, "dpkg", "-i", "--force-downgrade", "/tmp/kaunta.deb")

    def both_ways():
        for _ in range(3):
            newer()
            older()

    tell("three upgrades and three rollbacks", flow(4, 2400, 0.02, both_ways), False)
    # Whatever a killed process held in its hands is gone: those few are refused, and none of them was acknowledged.
    tell("five kills", flow(4, 1200, 0.02, again(5, "systemctl", "kill", "--signal=KILL", "kaunta-listen.service")), True)
    tell("Safaricom's burst: 1000 over 200 connections", flow(200, 1000), False)
    tell("a stranger's burst", flow(200, 1000, source="127.0.0.1"), True)
    inside(MACHINE, "systemctl", "disable", "--now", "kaunta-listen.socket", "kaunta-listen.service")
    (MACHINE / "etc/systemd/system/plain.service").write_text(PLAIN)
    inside(MACHINE, "systemctl", "daemon-reload")
    inside(MACHINE, "systemctl", "start", "plain.service")
    time.sleep(3)
    tell("control, no socket held: five restarts", flow(4, 1200, 0.02, again(5, "systemctl", "restart", "plain.service")), True)
    tell("control, no socket held: five kills",
         flow(4, 1200, 0.02, again(5, "systemctl", "kill", "--signal=KILL", "plain.service")), True)
    return 1 if bad else 0


sys.exit(main())
