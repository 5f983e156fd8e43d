"""Time of ``import cpsurvey``, and of a first result, beside ``import pandas``: new processes."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from timing import medians, repeats_asked, show

FIRST_RESULT = """
import cpsurvey as cps
cps.response_table(cps.load_example(), "overall_judgement", by="group")
"""


def run(code: str) -> None:
    """Run code in a new interpreter."""
    subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    programs = {
        "import pandas": "import pandas",
        "import cpsurvey": "import cpsurvey",
        "import cpsurvey, first result": FIRST_RESULT,
    }
    times = medians({name: partial(run, code) for name, code in programs.items()}, repeats_asked(9))
    show(times, beside="import pandas")
