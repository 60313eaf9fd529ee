"""Runs the command line apart from the tests, so that an abort is seen as one, and says what each run cost.

A process holds the command line ready and forks one of itself for each run: what a fork costs is what the input costs, not what
Python needs to start. Where the environment matters before Python starts, a run is a process of its own (``fresh``).
"""

import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

MOST_MEMORY = 1 << 30
"""Address space of a run, in bytes: what asks for more gets a MemoryError."""
MOST_CPU, MOST_SECONDS = 30, 120
"""A run that goes on is ended by a signal after so many seconds of CPU, or of waiting."""
NOBODY = 65_534


class Forks:
    """The process that forks; used by one test after the other."""

    def __init__(self, warm_up):
        """:param warm_up: folder and arguments of a run that has everything loaded that a run needs"""
        self.process = subprocess.Popen(
            [sys.executable, __file__, json.dumps(warm_up)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "MEETINGRULES_CACHE": "off"},  # or the grammar would not be loaded
        )
        assert self.process.stdout.readline() == "ready\n"

    def run(self, **job):
        """What a run ended with: ``code``, ``signal``, ``cpu`` in seconds, ``memory`` in bytes."""
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the process that forks has died"
        return json.loads(line)

    def close(self):
        """End it."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


# ---- the process that forks ------------------------------------------------------------------------------------------


def begin(job):
    """In the child: folder, limits, streams, environment."""
    os.chdir(job["folder"])
    signal.alarm(MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU + 1))
    if "disk" in job:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a full disk is an error and no signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["disk"], job["disk"]))
    for number, name, flags in (
        (0, job["stdin"], os.O_RDONLY),
        (1, job["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, job["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        if isinstance(name, str):
            os.dup2(os.open(name, flags, 0o644), number)
        elif isinstance(name, int):
            os.dup2(name, number)
        else:
            os.close(number)
    if job.get("nobody") and os.geteuid() == 0:  # nothing is unreadable for root
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def run_here(job):
    """In a fork: the command line, as ``python -m`` would run it."""
    code = 1
    try:
        begin(job)
        os.environ.update(job["env"])
        if "planted" in job:
            PLANTED[job["planted"]]()
        else:
            from meetingrules.cli import main

            main(job["args"], prog_name="meetingrules")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as Python ends with what nobody caught
        traceback.print_exc()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = 120
    os._exit(code)


def burn():
    """Two seconds of CPU."""
    begun = time.process_time()
    while time.process_time() < begun + 2:
        pass


PLANTED = {
    "abort": os.abort,
    "burn": burn,
    "hoard": lambda: bytearray(300 * 1024 * 1024),
    "hoard-more": lambda: bytearray(4 * MOST_MEMORY),
    "raise": lambda: next(iter(())),
}
"""What no input may bring about: that the runs show it is tested with these."""


def run_fresh(job):
    """A process of its own."""
    try:
        begin(job)
        os.execve(sys.executable, [sys.executable, "-m", "meetingrules", *job["args"]], {**os.environ, **job["env"]})
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    os._exit(1)


def fork(call, *args):
    """The number of a child that does nothing but that."""
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        call(*args)
    return pid


def read_first_line(end, other, path):
    """In a child: ``head -n 1``."""
    os.close(other)
    os.dup2(end, 0)
    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o644), 1)
    os.execv(shutil.which("head"), ["head", "-n", "1"])


def done(job):
    """Run one job to its end."""
    call = run_fresh if job["fresh"] else run_here
    piped, reading = job.get("piped"), None
    if piped:
        end, other = os.pipe()
        job, path = {**job, "stdout": other}, job["stdout"]
    pid = fork(call, job)
    if piped == "head":
        reading = fork(read_first_line, end, other, path)
    if piped:
        os.close(other)
    if piped == "interrupted":  # while it writes more than a pipe takes
        os.read(end, 1)
        os.kill(pid, signal.SIGINT)
        with Path(path).open("wb") as file:
            while data := os.read(end, 65_536):
                file.write(data)
    if piped:
        os.close(end)
    _, status, used = os.wait4(pid, 0)
    if reading:
        os.waitpid(reading, 0)
    code = os.waitstatus_to_exitcode(status)
    return {
        "code": code,
        "signal": -code if code < 0 else None,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


def main(folder, args):
    """Load everything once, then fork for each line that comes."""
    import pkgutil
    from importlib import import_module

    from click.testing import CliRunner

    import meetingrules
    from meetingrules.cli import main as command

    for module in pkgutil.walk_packages(meetingrules.__path__, "meetingrules."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # of an extra that is not installed
                import_module(module.name)
    os.chdir(folder)
    for lang in ("zh", "en"):
        got = CliRunner().invoke(command, [*args, "--lang", lang])
        assert got.exit_code == 0, got.output
    os.chdir(Path(__file__).parent)
    gc.collect()
    gc.freeze()  # what is there already is nothing that a fork should count again and again
    say("ready")
    for line in sys.stdin:
        say(json.dumps(done(json.loads(line))))


def say(line):
    """One line to whoever asked."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
