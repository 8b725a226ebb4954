"""Runs a command and writes what it used: ``child.py FILE COMMAND…``.

A process begins with the peak of memory of the one that started it, and a bench is larger than what
it measures; so this small one stands between them. It imports little for the same reason.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    process = subprocess.Popen(sys.argv[2:])
    _, status, used = os.wait4(process.pid, 0)
    found = [used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
    sys.exit(os.waitstatus_to_exitcode(status))
