"""Peak memory and processor time of `meetingrules check` on folders of many files: python bench/folder.py [COUNT …]

Copies of one small finished meeting, each on a day of its own, sixty to a month at most. Peak is that of the largest process.
"""

import argparse
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from timing import figure, table

EXAMPLES = Path(__file__).parents[1] / "examples"
SMALL = EXAMPLES / "topical" / "2024-06-06.meeting.yaml"
START = date(2024, 2, 1)
# A process of its own waits for the check, so that the peak is of this check and of no other.
WAITER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1_000, 10_000])
    parser.add_argument("--script", default=str(Path(sys.executable).parent / "meetingrules"))
    parser.add_argument(
        "--options", nargs="*", default=[], help="more options of check, written without dashes: format=jsonl"
    )
    args = parser.parse_args()
    more = [f"--{option}" for option in args.options]
    text = SMALL.read_text(encoding="utf-8").replace("../datong.roster.yaml", str(EXAMPLES / "datong.roster.yaml"))
    rows = []
    with TemporaryDirectory() as folder:
        made = 0
        for count in sorted(args.counts):
            for number in range(made, count):
                day = START + timedelta(number // 2 % 1000)
                inner = Path(folder) / f"{number // 500:03}"
                inner.mkdir(exist_ok=True)
                (inner / f"{number:06}.meeting.yaml").write_text(
                    text.replace("2024-06-06", day.isoformat()), encoding="utf-8"
                )
            made = count
            env = {**os.environ, "XDG_CACHE_HOME": f"{folder}/cache"}
            command = [sys.executable, "-c", WAITER, args.script, "check", folder, *more, "--as-of", "2027-06-01"]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
            code, peak, seconds = done.stdout.split()
            rows.append([f"{count:,}", code, f"{int(peak) / 1024:.0f}", figure(float(seconds) / count * 1e3)])
    print(table(("files", "exit code", "peak MB", "ms a file"), rows))


if __name__ == "__main__":
    main()
