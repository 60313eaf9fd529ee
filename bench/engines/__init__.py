"""One module for each engine, all of one shape.

``NAME``, ``VERSION`` (what was measured), ``ORDER`` (``"items"`` or ``"rules"``, see ``workload``), ``GLUE`` (which rules the host language decides,
wholly or in part), ``prepare(rules) -> compiled`` (not timed) and ``run(compiled, meeting) -> list[bool]`` (timed, with all conversion).
"""
