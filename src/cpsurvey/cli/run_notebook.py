"""``python -m cpsurvey.cli.run_notebook NOTEBOOK PAGE``: run one, leave it alone, write its page.

A process of its own for each notebook: its kernel and its environment end with it. Prints nothing
if all went well, else the error's name and message as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TIMEOUT = 600
# Whole pages as they are drawn, sharp on screens of today; not cut close to their ink.
PICTURES = "--InlineBackend.print_figure_kwargs={'dpi': 200, 'bbox_inches': None}"


def run(notebook: Path, page: Path) -> dict[str, str]:
    """Run a notebook in its folder and write the page; return the error that stopped it, if any."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    content = nbformat.read(notebook, as_version=4)
    resources = {"metadata": {"path": str(notebook.parent)}}
    try:
        NotebookClient(
            content,
            timeout=TIMEOUT,
            kernel_name="python3",
            resources=resources,
            extra_arguments=[PICTURES],
        ).execute()
    except CellExecutionError as error:
        return {"name": error.ename, "message": error.evalue}
    except (CellTimeoutError, DeadKernelError) as error:
        return {"name": type(error).__name__, "message": str(error).partition("\n")[0]}
    from cpsurvey.cli.notebook_page import notebook_page  # not for a notebook that failed

    page.write_text(notebook_page(content), encoding="utf-8")
    return {}


if __name__ == "__main__":
    if fault := run(Path(sys.argv[1]), Path(sys.argv[2])):
        print(json.dumps(fault))
