"""Saved figures: what is written, that it is the same each time, and what is refused."""

import gc
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib import image

from cpsurvey import figures
from cpsurvey.errors import CpsurveyError
from cpsurvey.figures import record

ENDINGS = [".csv", ".json", ".pdf", ".png", ".svg", ".txt"]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusal(drawn, path, **options):
    with pytest.raises(CpsurveyError) as error:
        figures.save(drawn, path, **options)
    return str(error.value)


def test_six_files_are_written_and_nothing_else(judged, tmp_path):
    figures.save(figures.stacked_bars(judged), tmp_path / "new" / "03.overall")
    assert sorted(contents(tmp_path / "new")) == [f"03.overall{ending}" for ending in ENDINGS]


def test_a_figure_can_be_given_for_its_axes_and_formats_chosen(judged, tmp_path):
    figures.save(figures.stacked_bars(judged).figure, tmp_path / "a", formats=["png"])
    assert sorted(contents(tmp_path)) == ["a.csv", "a.json", "a.png", "a.txt"]


def test_the_numbers_come_back_whole(judged, tmp_path):
    figures.save(figures.stacked_bars(judged), tmp_path / "a")
    back = pd.read_csv(tmp_path / "a.csv", keep_default_na=False, na_values={"share": [""]})
    assert list(back) == list(judged)
    assert back["share"].equals(judged["share"])
    assert back["join_mode_label"].tolist() == judged["join_mode_label"].astype(str).tolist()


def test_the_text_alternative_is_whole(gap, tmp_path):
    figures.save(figures.difference_intervals(gap, caption="Base: all."), tmp_path / "a")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == (
        "Overall judgement: Better\n\n"
        "Data: SYNTHETIC study\n\n"
        "Dot chart of differences with intervals: Overall judgement: Better. The difference"
        " (parents minus professionals, percentage points) is −21 (Video). Data: SYNTHETIC"
        " study.\n\n"
        "Video, n = 24 v 492 [u]: −21, interval −36 to 0.\n"
        "Phone, n = 8 v 148 [u]: Too few to compare: 4 of 8 v 90 of 148.\n"
        "Did not join, n = 0 v 40: Not compared: nobody answered in one of the groups.\n\n"
        "Base: all.\n"
    )


def test_drawing_and_saving_again_gives_the_same_bytes(judged, tmp_path):
    for folder in ("one", "two"):
        figures.save(figures.diverging_bars(judged), tmp_path / folder / "a")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.slow
def test_another_interpreter_gives_the_same_bytes(better, tmp_path):
    figures.save(figures.share_intervals(better), tmp_path / "here" / "a")
    better.to_pickle(tmp_path / "better.pickle")
    code = (
        "import sys, pandas as pd; from cpsurvey import figures\n"
        "better = pd.read_pickle(sys.argv[1] + '/better.pickle')\n"
        "figures.save(figures.share_intervals(better), sys.argv[1] + '/there/a')"
    )
    settings = {**os.environ, "PYTHONHASHSEED": "3", "MPLBACKEND": "agg", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=settings, check=True)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_the_reader_s_own_settings_change_nothing(better, tmp_path):
    figures.save(figures.share_intervals(better), tmp_path / "one" / "a")
    with plt.rc_context({"font.size": 20, "savefig.dpi": 50, "axes.facecolor": "red"}):
        figures.save(figures.share_intervals(better), tmp_path / "two" / "a")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_svg_tells_its_title_and_description(judged, tmp_path):
    titled = figures.stacked_bars(judged, title="Better & <worse>")
    figures.save(titled, tmp_path / "a b")
    root = ElementTree.parse(tmp_path / "a b.svg").getroot()
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert [title.get("id"), description.get("id")] == ["a-b-t", "a-b-d"]
    assert root.get("aria-labelledby") == "a-b-t a-b-d"
    assert title.text == "Better & <worse>"
    assert description.text == record.recall(titled).alt.short


def test_pictures_carry_no_date_and_no_version(judged, tmp_path):
    figures.save(figures.stacked_bars(judged), tmp_path / "a")
    for name, content in contents(tmp_path).items():
        if name.endswith(".json"):
            continue
        assert not re.search(rb"CreationDate|dc:date|Matplotlib", content)


def test_a_png_is_sharp_enough_for_print(judged, tmp_path):
    axes = figures.stacked_bars(judged)
    figures.save(axes, tmp_path / "a")
    pixels = image.imread(io.BytesIO((tmp_path / "a.png").read_bytes())).shape[1]
    assert pixels / axes.figure.get_figwidth() == pytest.approx(200, abs=1)


def test_a_saved_figure_stays_open_to_be_displayed(judged, tmp_path):
    figures.save(figures.stacked_bars(judged), tmp_path / "a", formats=[])
    assert len(plt.get_fignums()) == 1


def test_a_figure_from_elsewhere_is_refused(tmp_path):
    assert refusal(plt.figure().add_axes((0, 0, 1, 1)), tmp_path / "a") == (
        "This figure was not drawn by cpsurvey.figures, so its data has no name and the numbers"
        " behind it are not known. Draw it with one of the package's charts, or save it with"
        " matplotlib's savefig."
    )


def test_real_data_without_protection_is_refused(hidden, tmp_path):
    message = (
        'The data "Conference study" is not synthetic, and no disclosure rule was applied to this'
        " result. Draw cpsurvey.protect(result), and save that."
    )
    bare = hidden.drop(columns="protection")
    assert refusal(figures.stacked_bars(bare), tmp_path / "a") == message
    assert refusal(figures.stacked_bars(bare.assign(protection="")), tmp_path / "a") == message
    figures.save(figures.stacked_bars(hidden), tmp_path / "a", formats=[])
    assert sorted(contents(tmp_path)) == ["a.csv", "a.json", "a.txt"]


def test_hidden_counts_are_in_no_file(hidden, tmp_path):
    figures.save(figures.stacked_bars(hidden), tmp_path / "a", formats=["svg"])
    csv = pd.read_csv(tmp_path / "a.csv")
    numbers = csv.loc[csv["mark"] == "c", ["count", "share", "ci_low", "ci_high"]]
    assert numbers.isna().all(axis=None)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "Parents, Video, n = 8: [c] not shown, to protect people." in text


def test_unknown_formats_and_paths_with_an_ending_are_refused(judged, tmp_path):
    axes = figures.stacked_bars(judged)
    assert refusal(axes, tmp_path / "a", formats=["svg", "jpg"]) == (
        "save writes svg, png and pdf, not jpg."
    )
    assert refusal(axes, tmp_path / "a.png") == (
        f"save adds the endings itself: give {tmp_path / 'a'} instead of {tmp_path / 'a.png'}."
    )


def test_all_files_are_written_or_none(judged, tmp_path, monkeypatch):
    axes = figures.stacked_bars(judged)
    figures.save(axes, tmp_path / "a", formats=["svg"])
    before = contents(tmp_path)

    write, written = Path.write_bytes, []

    def write_three(path, content):
        if len(written) == 3:
            raise OSError("disk full")
        written.append(write(path, content))

    monkeypatch.setattr(Path, "write_bytes", write_three)
    with pytest.raises(OSError, match="disk full"):
        figures.save(figures.stacked_bars(judged, title="Another"), tmp_path / "a")
    assert contents(tmp_path) == before


def test_what_is_saved_is_what_was_drawn(judged, tmp_path):
    result = judged.copy()
    axes = figures.stacked_bars(result)
    result["count"] = 0
    figures.save(axes, tmp_path / "a", formats=[])
    assert pd.read_csv(tmp_path / "a.csv")["count"].tolist() == judged["count"].tolist()


def test_a_record_ends_with_its_figure(judged):
    axes = figures.stacked_bars(judged)
    assert record.recall(axes).result.equals(judged)
    before = len(record._RECORDS)
    plt.close("all")
    axes.figure.clear()
    del axes
    gc.collect()
    assert len(record._RECORDS) < before
