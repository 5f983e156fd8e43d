"""``python -m cpsurvey.cli.run_notebook NOTEBOOK``: run one, leave it alone, print what it gave.

A process of its own for each notebook: its kernel and its environment end with it. Prints JSON:
the notebook as it ran if all went well, else the error's name and message.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TIMEOUT = 600
# Whole pages as they are drawn, sharp on screens of today; not cut close to their ink.
PICTURES = "--InlineBackend.print_figure_kwargs={'dpi': 200, 'bbox_inches': None}"


def run(notebook: Path) -> dict[str, Any]:
    """Run a notebook in its folder; return it as it ran, or the error that stopped it."""
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
    return dict(content)


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
