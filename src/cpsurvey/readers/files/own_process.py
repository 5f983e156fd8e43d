"""A file's bytes in, what a script makes of them in a process of its own out.

Libraries in C and Rust read workbooks and files of SPSS and Stata; a damaged file may bring them
down, and with them whatever runs in the same process. The process is a new one of the same Python,
on every system: nothing is forked, and nothing of the caller is run again.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cpsurvey.errors import ExportError

LONGEST = 60.0  # seconds that reading may take, and as many again for every 50 MB
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one


def read_apart(script: Path, content: bytes, name: str, *words: str) -> Any:
    """Return what a script makes of a file; None where it fails, in whatever way.

    It is called with the paths of the file and of the pickle to write, and with further words.
    """
    seconds = LONGEST * (1 + len(content) / 50e6)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path, result = Path(folder) / "file", Path(folder) / "result"
            path.write_bytes(content)
            subprocess.run(
                [sys.executable, "-P", str(script), str(path), str(result), *words],
                stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=seconds,
                creationflags=NO_WINDOW,
            )  # fmt: skip
            return pickle.loads(result.read_bytes())
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        if b"ImportError" in error.stderr or b"ModuleNotFoundError" in error.stderr:
            raise ExportError(
                f"{name} cannot be read, because a library that reads such files cannot be loaded:"
                " install cpsurvey again."
            ) from error
        return None
    except OSError as error:
        raise ExportError(
            f"{name} is read by a process of its own from a temporary copy, and that could not be"
            f" started ({error.strerror or type(error).__name__}): make room on the disk and end"
            " other programs, or save the file as CSV."
        ) from error
