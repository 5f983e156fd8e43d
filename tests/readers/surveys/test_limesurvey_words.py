"""LimeSurvey's own columns in its languages: metadata, personal or unused, and never questions."""

from __future__ import annotations

import pytest

from cpsurvey.readers.survey import read_survey_export

FRENCH = (
    "ID de la réponse;Date de soumission;Dernière page;Langue de départ;Tête de série;Code d'accès"
    ";Date de lancement;Date de la dernière action;Adresse IP;URL référente"
)
OLD_FRENCH = "id;Complété;Dernière page;Langue de départ;Code"
JAPANESE = "回答ID;回答完了日時;最終ページ;開始言語;シード;アクセスコード"
HEADS = (
    ("fr", FRENCH, "7;2020-10-01 10:00:00;1;fr;123;x;2020-10-01 09:00:00;2020-10-01 10:00:00;a;b",
     ("Code d'accès", "Adresse IP", "URL référente")),
    ("fr", OLD_FRENCH, "7;2020-10-01 10:00:00;1;fr;2ddduy", ("Code",)),
    ("ja", JAPANESE, "7;2020-10-01 10:00:00;1;ja;123;x", ("アクセスコード",)),
    ("nl", "Respons-ID;Datum verzonden;Laatste pagina;Begin taal;Plaats;Toegangscode",
     "7;2020-10-01 10:00:00;1;nl;123;x", ("Toegangscode",)),
    ("cy", "ID ymateb;Dyddiad cyflwyno;Tudalen olaf;Iaith dechrau",
     "7;2020-10-01 10:00:00;1;cy", ()),
    ("en", "Response ID;Date submitted;Last page;Start language;Seed",
     "7;2020-10-01 10:00:00;1;en;123", ()),
)  # fmt: skip


@pytest.mark.parametrize(("language", "head", "row", "dropped"), HEADS)
def test_its_own_columns_are_known(tmp_path, language, head, row, dropped):
    path = tmp_path / "results.csv"
    path.write_text(f"{head};Q one\n" + f"{row};Blue\n", encoding="utf-8")
    export = read_survey_export(path)
    assert export.platform == "limesurvey"
    assert list(export.rows) == ["Q one"]
    assert export.dropped == dropped
    told = export.meta.loc[2, ["respondent", "finished", "recorded", "language"]].tolist()
    assert told == ["7", "yes", "2020-10-01 10:00:00", language]
    assert (export.settings["header"], export.settings["language"]) == ("texts", language)


def test_a_question_with_such_a_name_stays_a_question(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text(
        "Respons-ID;Datum verzonden;Laatste pagina;Begin taal;Hoe?;Plaats;Startdatum\n"
        "7;2020-10-01 10:00:00;1;nl;Goed;Gent;2019\n",
        encoding="utf-8",
    )
    assert list(read_survey_export(path).rows) == ["Hoe?", "Plaats", "Startdatum"]


def test_its_times_are_at_the_end(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text(
        f"{FRENCH};Où ?;Temps total :;Durée pour le groupe : A;Durée pour la question: Q1\n"
        "7;2020-10-01 10:00:00;1;fr;1;x;2020-10-01 09:00:00;2020-10-01 10:00:00;a;b;Ici;61;60;60\n",
        encoding="utf-8",
    )
    export = read_survey_export(path)
    assert list(export.rows) == ["Où ?"]
    assert export.meta["duration_seconds"].tolist() == ["61"]
