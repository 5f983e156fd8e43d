"""Writing so that nothing is ever half-written: made beside the target, then renamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each whole, and none before all are made."""
    with _making(folder, folder) as workshop:
        for name, content in files.items():
            (workshop / name).write_bytes(content)
        for name in files:
            with _naming(folder / name):
                (workshop / name).replace(folder / name)


@contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder that takes `target`'s place if the block ends well.

    Where `target` is a link, the folder that it points at is replaced.
    """
    place = target.resolve()
    with _making(place.parent, target) as workshop:
        made, replaced = workshop / "made", workshop / "replaced"
        made.mkdir()
        yield made
        with _naming(target):
            if place.exists():
                place.rename(replaced)
            try:
                made.rename(place)
            except OSError:
                if replaced.exists():
                    replaced.rename(place)
                raise


def strangers(folder: Path, known: Iterable[str]) -> list[str]:
    """Return what a folder holds besides what is known, hidden files too."""
    inside = folder.iterdir() if folder.is_dir() else ()
    return sorted({path.name for path in inside} - set(known))


@contextmanager
def _making(folder: Path, target: Path) -> Iterator[Path]:
    """Yield a place to make things in, in the folder that they are for; nothing of it stays."""
    with _naming(target):
        folder.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(dir=folder, prefix=f".{target.name}-"))
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop)


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Let a fault of the file system name what was to be written, not where it was being made."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
