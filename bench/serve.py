"""How many checks a worker answers in a second: through its pipes, at each level of detail. python bench/serve.py [jobs]"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles
from threading import Thread

import yaml

EXAMPLES = Path(__file__).parents[1] / "examples"
MEETINGS = {"small": "topical/2024-06-06", "eight items": "executive/2024-03-20"}


class Texts(yaml.SafeLoader):
    """Every scalar as its text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


def measured(plan: dict[str, object], detail: str, count: int, jobs: int) -> tuple[float, list[float], int]:
    """Answers a second when requests are sent without waiting; the times of single questions; rules asked of one meeting."""
    command = [sys.executable, "-m", "meetingrules", "serve", "--stdio", "--jobs", str(jobs), "--roster", f"city={EXAMPLES / 'datong.roster.yaml'}"]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None

        def send(number: int) -> None:
            line = json.dumps({"id": number, "plan": plan, "detail": detail}, ensure_ascii=False)
            worker.stdin.write(line.encode() + b"\n")
            worker.stdin.flush()

        for number in range(4 * jobs):  # so that every process has its rulebook
            send(number)
            worker.stdout.readline()
        alone = []
        for number in range(max(20, count // 10)):
            start = time.perf_counter()
            send(number)
            answer = json.loads(worker.stdout.readline())
            alone.append(time.perf_counter() - start)
        asked = sum(answer["summary"].values())
        start = time.perf_counter()
        writer = Thread(target=lambda: [send(n) for n in range(count)])
        writer.start()
        ids = [json.loads(worker.stdout.readline())["id"] for _ in range(count)]
        took = time.perf_counter() - start
        writer.join()
        assert ids == list(range(count)), "lost or out of order"
        worker.stdin.close()
    return count / took, alone, asked


def main() -> None:
    """Print a table."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print("| meeting | detail | meetings/s | rule checks/s | p50 ms | p99 ms |\n| --- | --- | --- | --- | --- | --- |")
    for name, path in MEETINGS.items():
        plan = yaml.load((EXAMPLES / f"{path}.meeting.yaml").read_text(encoding="utf-8"), Texts) | {"roster": "city"}  # noqa: S506
        for detail, count in (("verdict", 1000 if name == "small" else 150), ("open", 200 if name == "small" else 20)):
            rate, alone, asked = measured(plan, detail, count, jobs)
            cuts = quantiles(alone, n=100)
            print(
                f"| {name} | {detail} | {rate:.0f} | {rate * asked:.0f} | {cuts[49] * 1e3:.1f} | {cuts[98] * 1e3:.1f} |"
            )


if __name__ == "__main__":
    main()
