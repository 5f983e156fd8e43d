"""Writing that leaves what was there whole, whatever goes wrong."""

from pathlib import Path

import pytest

from cpsurvey.files import replacing_folder, strangers, write_files


@pytest.fixture
def old(tmp_path):
    """A folder with something in it."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.txt").write_text("old")
    return tmp_path / "old"


def held(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*")}


def replace_folder(place):
    with replacing_folder(place) as made:
        (made / "b.txt").write_text("new")


def test_files_are_written_beside_what_is_there(old):
    write_files(old, {"b.txt": b"new", "c.txt": b"new"})
    assert held(old) == {"a.txt": "old", "b.txt": "new", "c.txt": "new"}


def test_where_one_file_cannot_be_made_none_is_written(old):
    with pytest.raises(OSError):
        write_files(old, {"a.txt": b"new", "nowhere/b.txt": b"new"})
    assert held(old.parent) == {"old/a.txt": "old"}


def test_a_folder_is_replaced_as_a_whole(old):
    replace_folder(old)
    assert held(old.parent) == {"old/b.txt": "new"}


def test_a_folder_stays_where_its_replacement_is_not_finished(old):
    with pytest.raises(FileNotFoundError), replacing_folder(old) as made:
        (made / "nowhere/b.txt").write_text("new")
    assert held(old.parent) == {"old/a.txt": "old"}


def test_a_folder_comes_back_where_its_replacement_cannot_take_its_place(old, monkeypatch):
    def rename(path, target, real=Path.rename):
        if path.name == "made":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError) as caught:
        replace_folder(old)
    assert caught.value.filename == str(old)
    assert held(old.parent) == {"old/a.txt": "old"}


def test_a_link_still_points_at_the_folder_that_was_replaced(old, tmp_path):
    (tmp_path / "link").symlink_to(old)
    replace_folder(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert held(old) == {"b.txt": "new"}


@pytest.mark.parametrize("write", [lambda place: write_files(place, {}), replace_folder])
def test_a_fault_names_what_was_to_be_written(old, write):
    with pytest.raises((FileExistsError, NotADirectoryError)) as caught:
        write(old / "a.txt/in it")
    assert caught.value.filename == str(old / "a.txt/in it")


def test_hidden_files_are_strangers_too(old):
    (old / ".env").touch()
    assert strangers(old, {"a.txt"}) == [".env"]
    assert strangers(old / "no", {"a.txt"}) == []
