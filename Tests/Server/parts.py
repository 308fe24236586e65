"""A script in parts: each says what holds, and what it saw. PROGRAM MACHINE ... [PART...]"""

import pathlib
import sys
import time

from callbacks import inside

MACHINE = pathlib.Path(sys.argv[1])
PARTS, BAD = {}, []


def part(function):
    PARTS[function.__name__] = function
    return function


def holds(words, right, seen=""):
    print(("ok   " if right else "BAD  ") + words + (f": {seen}" if seen != "" else ""), flush=True)
    if not right:
        BAD.append(words)


def until(condition, seconds):
    """Waits for it; how long that took, or nothing."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.2)
    return None


def run(*words):
    return inside(MACHINE, *words)


def shown(unit, name):
    return run("systemctl", "show", "--property", name, "--value", unit).stdout.strip()


def run_parts(name, wanted):
    for words in PARTS:
        if not wanted or any(words.startswith(word) for word in wanted):
            print(f"-- {words}", flush=True)
            PARTS[words]()
    print(f"{name}: {len(BAD)} not as it should be")
    return 1 if BAD else 0
