"""One target under atheris: `fuzz/engine.py TARGET [what libFuzzer takes]`; `--list` names the targets."""

import faulthandler
import os
import signal
import sys
import traceback
from hashlib import sha1
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "fuzz")]


SECONDS = 5
"""Of the processor, for one input: what a machine with much to do takes longer for is no hang."""


def late(*_) -> None:
    """Stop what takes too long."""
    raise TimeoutError


def main() -> None:
    """Run one target until the time is over, or until something escapes."""
    if sys.argv[1:] == ["--list"]:
        from targets import TARGETS

        print(*TARGETS)
        return
    import atheris

    faulthandler.enable()
    # What the seeds and the drawing of meetings do is of no interest: only new ways through the library and its readers count.
    with atheris.instrument_imports(include=["meetingrules", "icalendar", "openpyxl"], enable_loader_override=False):
        from targets import TARGETS, warm

    name = sys.argv.pop(1)
    target = TARGETS[name]
    warm()
    signal.signal(signal.SIGPROF, late)

    def once(data: bytes) -> None:
        # The engine's own writing of what broke a target loses a race with its clock when Python takes long to end.
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            target(data)
            signal.setitimer(signal.ITIMER_PROF, 0)
        except Exception:  # noqa: BLE001 - whatever escapes is a finding
            path = ROOT / "fuzz" / "found" / f"{name}-{sha1(data, usedforsecurity=False).hexdigest()[:12]}"
            path.write_bytes(data)
            traceback.print_exc()
            print(f"found: {path.relative_to(ROOT)}", file=sys.stderr, flush=True)
            os._exit(77)

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
