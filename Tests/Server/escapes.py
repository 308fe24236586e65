"""Tricks by which a cashier, or whoever has her key, might get more than a desk.

Each is tried on the configuration that is shipped (port 22) and says what got out, or nothing. Some are tried on an open
configuration too (port 2222), where they must get out: a trick that never does proves nothing.

TRICKS in the environment, a pattern of "kind: name", chooses some; with VERBOSE each that held is named too.
"""

import collections
import os
import re
import sys

from escaping import tools
from escaping import commands, copying, forwarding, environment, accounts, keyboard, protocol, messages, insider


def main():
    holes, idle, untried, wanted = [], [], [], os.environ.get("TRICKS", "")
    tried = [t for t in tools.TRICKS if re.search(wanted, f"{t[0]}: {t[1]}")]
    for kind, name, in_control, attempt in tried:
        try:
            bad = attempt(tools.SHIPPED)
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
        if not attempt(tools.OPEN):
            idle.append(f"{kind}: {name}")
            print(f"IDLE  {kind}: {name}: does not get out where it should", flush=True)
    if not protocol.paramiko:
        print("raw protocol: not tried: apt install python3-paramiko")
    kinds = collections.Counter(t[0] for t in tried)
    print(", ".join(f"{kind} {count}" for kind, count in kinds.items()))
    print(f"escapes: {len(tried) - len(untried)} tried, {len(tried) - len(untried) - len(holes)} held, {len(holes)} got out; "
          f"control: {len(controls) - len(idle)} of {len(controls)} get out of an open configuration")
    return 1 if holes or idle or untried or not tried else 0


sys.exit(main())
