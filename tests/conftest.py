import os
import signal

import pytest
from hypothesis import HealthCheck, Phase, settings

pytest_plugins = ["pytester"]

# A gate that fails by the clock or by chance is no gate: examples are the same in every run, and none is timed. With
# HYPOTHESIS_PROFILE=ci they are drawn anew, and more of them.
settings.register_profile("fast", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
# unshrunk: for tools/mutate, which asks only whether a test fails, not for the smallest example, and asks it often.
settings.register_profile(
    "unshrunk", settings.get_profile("fast"), max_examples=30, phases=(Phase.explicit, Phase.generate)
)
asked = os.environ.get("HYPOTHESIS_PROFILE", "fast")
settings.load_profile(asked if asked in {"ci", "unshrunk"} else "fast")

# A shell's job in the background is deaf to Ctrl-C, and so is all that it starts: the tests that press it would wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["MEETINGRULES_CACHE"] = "off"  # a test asks for a store where it wants one


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected parts of the pinned texts")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
