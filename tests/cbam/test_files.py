"""Files as people have them: customs and ERP exports, what each must give, and the same lines in 500 shapes."""

import io
import random
import zipfile
from datetime import date

import pandas as pd
import pytest
import xlsxwriter

from atlas import tables
from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.files import cells, portfolio
from atlas.cbam.files.decisions import Decisions, fitting, from_json, from_pairs
from atlas.cbam.files.encoding import decode
from atlas.cbam.files.goods_codes import nearest, of_national
from atlas.cbam.files.headings import meaning

HEAD = "CN code,Origin,Net mass (t),Import date"


def read(content, name="a.csv", **decided):
    if isinstance(content, str):
        content = content.encode()
    return portfolio.read(content, name, Decisions(**decided))


def lines(*cells, head=HEAD):
    return "\n".join([head, *(",".join(row) for row in cells)]) + "\n"


def questions(found):
    return {own.code: own.chosen for own in found.understanding.questions}


def codes(found):
    return set(found.problems.loc[found.problems["severity"] == "row", "code"])


def book(sheets, **options):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
            if name in options.get("hidden", ()):
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
            for span in options.get("merged", {}).get(name, ()):
                sheet.merge_range(*span)
    return content.getvalue()


@pytest.fixture
def cost(rules):
    def of(found):
        assessed = assess_file(found, rules)
        return round(float(assessed["cost_eur"].sum()), 2)

    return of


# --- whole files: published prices of 2026, hand-checked totals ---------------------------------------

ATLAS = """Registriernummer (MRN);Pos.;Warennummer;Warenbezeichnung;Ursprungsland;Eigenmasse (kg);Rohmasse (kg);Statistischer Wert (EUR);Überlassungsdatum;Empfänger
26DE1;1;73181588900;Sechskantschrauben;CN;12.450,500;12.980,000;31.250,00;15.01.2026;Muster GmbH
26DE1;2;73182300000;Niete;CN;1.800,000;1.950,000;6.100,00;15.01.2026;Muster GmbH
26DE2;1;72083600000;Warmbreitband;TR;98.760,000;98.900,000;61.000,00;22.04.2026;Muster GmbH
26DE3;1;76061292200;Alublech;IN;24.310,250;24.900,000;88.000,00;03.07.2026;Muster GmbH
;;;;;137.320,750;138.730,000;186.350,00;;
"""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_a_german_customs_export(encoding, cost):
    found = read(ATLAS.encode(encoding))
    assert list(found.lines["cn_code"]) == ["73181588", "73182300", "72083600", "76061292"]
    assert found.lines["net_mass_t"].sum() == pytest.approx(137.32075, abs=1e-12)
    assert found.understanding.totals == 1 and not questions(found) and not codes(found)
    assert cost(found) == 21670.81
    assert {"file:Registriernummer (MRN)", "file:Warenbezeichnung"} <= set(found.lines)


def test_a_british_export_keeps_taric_digits():
    text = """MRN,Acceptance Date,Goods Item Number,Commodity Code,Country of Origin Code,Item Net Mass,Procedure Code
26GB1,20260115,1,7318158190,CN,12450.5,4000
26GB1,20260422,2,7208360000,TR,98760,4000
"""
    found = read(text)
    assert list(found.lines["cn_code"]) == ["7318158190", "7208360000"]
    assert list(found.lines["net_mass_t"]) == [12.4505, 98.76] and not questions(found)


def test_a_french_export():
    text = "Code NC;Pays d'origine;Masse nette (kg);Date de mainlevée\n73181588;Chine;12 450,5;15/01/2026\n72083600;Turquie;98\u202f760;22/04/2026\n"
    found = read(text.encode("utf-8-sig"))
    assert list(found.lines["net_mass_t"]) == [12.4505, 98.76]
    assert list(found.lines["origin"]) == ["CN", "TR"]


#: a hundred tonnes of hot-rolled coil from China in the first quarter of 2026, as six systems write them
COIL = {
    "SAP": "Material;Commodity Code;Ctry/Reg. of Origin;Net Weight;Unit;Posting Date;Vendor\n"
    "1;72083600;CN;60.000,000;KG;15.02.2026;4711\n2;72083600;CN;40,000;TO;16.02.2026;4711\n",
    "Spanish declaration": "Nº DUA;Fecha de admisión;Posición arancelaria;País de origen;Masa neta (kg)\n"
    "26ES1;05/02/2026;7208.36.00.00;CHINA;60.000,00\n26ES2;28/02/2026;7208360000;CN;40.000,00\nTOTAL;;;;100.000,00\n",
    "Polish declaration": "Numer MRN;Data zgłoszenia;Kod towaru;Kraj pochodzenia;Masa netto [kg]\n"
    "26PL1;2026-02-05;7208360090;Chiny;60 000,0\n26PL2;2026-02-28;72083600;CN;40 000,0\n",
    "Italian register": "Data registrazione,Codice TARIC,Paese Origine,Massa netta kg,Fornitore\n"
    '15/02/2026,7208360000,Cina,"60.000,50",X\n16/02/2026,7208360000,CN - Cina,"39.999,50",Y\n',
    "Dutch declaration": "Datum aanvaarding\tGoederencode\tLand van oorsprong\tNettomassa (kg)\n"
    "15-02-2026\t7208360000\tChina (CN)\t100000\n",
    "French combined nomenclature": "Date de la déclaration;Nomenclature combinée;Pays d'orig.;Masse nette (t)\n"
    "15/02/2026;72083600;Chine;100,0\n",
}


@pytest.mark.parametrize("system", COIL)
def test_systems_with_headings_of_their_own(system, cost):
    found = read(COIL[system])
    # 2.16995 certificates of 75.36 EUR a tonne
    assert cost(found) == 16352.74 and not questions(found)


def test_titles_above_a_total_below_and_two_sheets(cost):
    day = date(2026, 1, 15)
    rows = [HEAD.split(","), ["73181588", "China", 12.4505, day], ["73182300", "China", 1.8, day]]
    titled = [["Imports 2026 of Muster GmbH"], [], *rows, ["Total", "", 14.2505]]
    found = read(book({"Imports": titled}), "a.xlsx")
    assert len(found.lines) == 2 and found.understanding.totals == 1
    second = [HEAD.split(","), ["72083600", "Türkiye", 98.76, date(2026, 4, 22)]]
    both = read(book({"Cover": [["Notes"]], "Q1": rows, "Q2": second}), "a.xlsx")
    assert list(both.lines["sheet"]) == ["Q1", "Q1", "Q2"] and cost(both) == 15485.59
    assert "sheet_other" in set(both.problems["code"])


def test_hidden_sheets_are_named_and_not_read():
    row = ["72083600", "NA", 100, "2026-02-01"]
    content = book({"old": [HEAD.split(","), row], "Data": [HEAD.split(","), row]}, hidden=["old"])
    found = read(content, "a.xlsx")
    assert len(found.lines) == 1 and list(found.lines["origin"]) == ["NA"]
    assert found.problems.query("code == 'sheet_hidden'")["value"].tolist() == ["old"]


def test_every_way_to_write_a_quarter():
    ways = ["Q1 2026", "2026Q1", "2026-Q1", "Q1/2026", "1. Quartal 2026", "1Q26", "2026年第1季度"]
    ways += ["Jan 2026", "2026-01", "01/2026", "T1 2026", "Januar 2026"]
    found = read(
        lines(*(["73181588", "CN", "60", way] for way in ways), head=HEAD.replace("Import date", "Quarter"))
    )
    assert list(found.lines["period"]) == ["2026-Q1"] * len(ways)
    split = read("CN code,Origin,Net mass (t),Year,Quarter\n73181588,CN,60,2026,2\n73181588,CN,60,2026,Q3\n")
    assert list(split.lines["period"]) == ["2026-Q2", "2026-Q3"]


def test_every_way_to_write_a_date_but_one_that_stays_a_question():
    ways = ["15-Jan-2026", "15 January 2026", "15/01/26", "46037", "2026-01-15 08:30:00", "20260115"]
    ways += ["2026-01-15T08:30:00Z", "01/15/2026", "15.01.26", "2026年1月15日", "民國115年1月15日"]
    text = lines(*(["73181588", "CN", "60", way] for way in [*ways, "03/04/2026"]))
    found = read(text)
    assert set(found.lines["import_date"]) == {pd.Timestamp("2026-01-15")} and len(found.lines) == len(ways)
    assert questions(found) == {"day_order": ""}
    for order, month in (("day_first", 4), ("month_first", 3)):
        assert read(text, answers={"day_order": order}).lines["import_date"].iloc[-1].month == month


def test_goods_outside_owe_nothing_and_are_not_refused(rules):
    rows = (["73181588", "CN", "60", "2026-01-15"], ["84713000", "CN", "3", "2026-01-15"])
    assessed = assess_file(read(lines(*rows)), rules)
    assert list(assessed["status"]) == ["ok", "not_covered"]
    assert assessed["cost_eur"].sum() == pytest.approx(25694.44, abs=0.01)


SPELLINGS = [
    "Muster GmbH",
    "MUSTER GMBH",
    "Muster  GmbH",
    "Muster G.m.b.H.",
    "Ｍuster GmbH",
    "Muster GmbH\u200b",
]


def test_spellings_of_one_importer_are_one(cost):
    text = lines(
        *([name, "73181588", "CN", "30", "2026-01-15"] for name in SPELLINGS[:3]), head=f"Importer,{HEAD}"
    )
    found = read(text)
    assert questions(found) == {"importers": "one"} and cost(found) == 38541.67
    assert cost(read(text, answers={"importers": "apart"})) == 0
    every = lines(
        *([name, "73181588", "CN", "30", "2026-01-15"] for name in SPELLINGS), head=f"Importer,{HEAD}"
    )
    assert read(every).lines["importer"].nunique() == 1


def test_taric_refines_the_code_beside_it():
    text = "TARIC Code,CN Code,Net mass (t),Date of importation,Country of Origin\n7207111400,72071114,1250,05.05.2026,CN\n90,25231000,875,12.06.2026,IN\n,31052010,3200,20.04.2026,TR\n7207111400,72083600,1,20.04.2026,TR\n"
    found = read(text)
    assert list(found.lines["cn_code"]) == ["7207111400", "2523100090", "31052010"]
    assert codes(found) == {"taric_differs"}


def test_kilograms_in_a_column_of_tonnes_are_asked_about(cost):
    text = lines(
        ["73181588", "China", "12450.5", "2026-01-15"], ["72083600", "Türkiye", "98760", "2026-04-22"]
    )
    assert questions(read(text)) == {"mass_scale": "as_written"}
    assert cost(read(text, answers={"mass_scale": "kilograms"})) == 15257.44


def test_a_refused_line_counts_towards_the_threshold(rules):
    rows = (["A", "73181588", "CN", "30", "2026-01-15"], ["A", "25231000", "TR", "500", "2026-02-15"])
    assessed = assess_file(read(lines(*rows, head=f"Importer,{HEAD}")), rules)
    assert list(assessed["status"]) == ["ok", "refused"]
    assert assessed["cost_eur"].sum() == pytest.approx(12847.22, abs=0.01)
    # without a mass to count nothing is promised either way: the other line stays below
    alone = assess_file(
        read(lines(rows[0], ["A", "25231000", "TR", "x", "2026-02-15"], head=f"Importer,{HEAD}")), rules
    )
    assert list(alone["status"]) == ["below_threshold", "refused"]


# --- cells that cannot be read are never empty ones ----------------------------------------------------


def damaged(cell, value):
    """A workbook whose cell F2 (basis) is replaced in its XML."""
    rows = [["cn_code", "origin", "net_mass_t", "period", "direct_t_per_t", "basis"]]
    rows += [["72083600", "CN", 500, "2026-Q1", 2.1, "actual"]] * 2
    source = zipfile.ZipFile(io.BytesIO(book({"Sheet1": rows})))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part in source.namelist():
            body = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                start = body.index(b'<c r="F2"')
                body = body[:start] + cell + body[body.index(b"</c>", start) + 4 :]
            archive.writestr(part, body)
    return content.getvalue()


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (b'<c r="F2" t="e"><v>#N/A</v></c>', "error_cell"),
        (b'<c r="F2"><f>IF(1=1,"actual","default")</f><v/></c>', "formula_without_value"),
        (b'<c r="F2"><f>A1</f></c>', "formula_without_value"),
    ],
)
def test_unreadable_is_never_empty(cell, problem, rules):
    found = read(damaged(cell, b""), "a.xlsx")
    assert (
        codes(found) == {problem} and list(found.lines["row"]) == [3] and list(found.left_out["row"]) == [2]
    )
    assessed = assess_file(found, rules)
    assert list(assessed["status"]) == ["refused", "ok"]
    assert assessed["cost_eur"].sum() == pytest.approx(500 * (2.1 - 0.975 * 0.044) * 75.36, rel=1e-3)


def test_an_empty_text_that_a_formula_gave_is_empty():
    found = read(damaged(b'<c r="F2" t="str"><f>IF(1=1,"","x")</f><v></v></c>', b""), "a.xlsx")
    assert list(found.lines["basis"]) == ["default", "actual"]


def test_a_numeric_cell_keeps_its_value_beside_texts():
    head = ["cn_code", "origin", "net_mass_t", "period"]
    rows = [head, *(["72083600", "CN", mass, "2026-Q1"] for mass in (1.234, "0,5", 100))]
    assert list(read(book({"S": rows}), "a.xlsx").lines["net_mass_t"]) == [1.234, 0.5, 100]


def test_columns_vote_for_their_own_mark_only():
    text = 'cn_code,origin,period,net_mass_t,certificate_price_eur\n72083600,CN,2026-Q1,"250,5",75.36\n72083600,CN,2026-Q1,"1,234",80.5\n'
    found = read(text)
    assert list(found.lines["net_mass_t"]) == [250.5, 1.234]
    assert list(found.lines["certificate_price_eur"]) == [75.36, 80.5]


@pytest.mark.parametrize("written", ["1,234", "1.234"])
def test_a_lone_mark_is_a_decimal_one_per_tonne_only(written):
    heads = "CN code;Origin;Period;Net mass (t);Direct emissions"
    found = read(f"{heads}\n72083600;CN;2026-Q1;60;{written}\n")
    assert list(found.lines["direct_t_per_t"]) == [1.234] and not questions(found)
    # of a mass the file has to say which one it is
    asked = read(f"CN code;Origin;Period;Net mass (t)\n72083600;CN;2026-Q1;{written}\n")
    assert list(questions(asked)) == ["decimal_mark"]


def test_merged_cells_fill_their_rows_and_others_are_asked_for():
    rows = [["Importer", *HEAD.split(",")]]
    rows += [[name, "73181588", "CN", 30, "2026-01-15"] for name in ("A", "", "B", "")]
    merged = read(book({"S": rows}, merged={"S": [(1, 0, 2, 0, "A")]}), "a.xlsx")
    assert list(merged.lines["importer"]) == ["A", "A", "B"] and codes(merged) == {"blank_below"}
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert questions(read(text)) == {"blank_cells": ""}
    assert list(read(text, answers={"blank_cells": "repeat"}).lines["importer"]) == ["A", "A", "B", "B"]
    assert list(read(text, answers={"blank_cells": "empty"}).lines["importer"]) == ["A", "", "B", ""]


def test_a_row_of_units_and_second_headings_are_read_as_such():
    text = "CN code,Origin,Net mass,Import date\n,,kg,\nKN-Code,Ursprungsland,Eigenmasse,Datum\n73181588,CN,60000,2026-01-15\nCN code,Origin,Net mass,Import date\n73181588,CN,1000,2026-01-15\n"
    assert list(read(text).lines["net_mass_t"]) == [60, 1]


def test_units_in_cells_and_in_a_column():
    text = "CN code,Origin,Net mass,Import date\n73181588,CN,60 t,2026-01-15\n73181588,CN,12450.5 kg,2026-01-15\n73181588,CN,1000 lb,2026-01-15\n"
    assert list(read(text).lines["net_mass_t"]) == pytest.approx([60, 12.4505, 0.45359237], rel=1e-14)
    text = "CN code,Origin,Net weight,Weight unit,Import date\n73181588,CN,60,TO,2026-01-15\n73181588,CN,12450.5,KGM,2026-01-15\n"
    assert list(read(text).lines["net_mass_t"]) == [60, 12.4505]


def test_dispatch_is_not_origin_and_gross_is_not_net():
    text = "CN code,Country of dispatch,Country,Gross weight (kg),Import date\n73181588,DE,CN,60,2026-01-15\n"
    assert list(read(text).problems["name"]) == ["net_mass_t"]
    text = text.replace("Gross weight (kg)", "Gross weight (kg),Net weight (kg)").replace("60", "70,60")
    found = read(text)
    assert list(found.lines["origin"]) == ["CN"] and list(found.lines["net_mass_t"]) == [0.06]


def test_release_goes_before_acceptance_and_posting():
    text = "CN code,Origin,Net mass (t),Posting date,Release date,Acceptance date\n73181588,CN,60,2026-07-01,2026-01-15,2026-04-01\n"
    found = read(text)
    assert list(found.lines["import_date"]) == [pd.Timestamp("2026-01-15")]
    assert set(found.problems["code"]) == {"column_other"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (text, "CN")
        for text in ("CHN", "P.R. China", "中国大陆", "CN - China", "Chiny", "China (CN)", "VR China")
    ]
    + [
        (text, "TW")
        for text in ("TWN", "Taiwan, Province of China", "中國台灣", "中華台北", "臺灣", "Chinese Taipei")
    ]
    + [
        ("KOR", "KR"),
        ("Korea, Republic of", "KR"),
        ("韓國", "KR"),
        ("Corée du Sud", "KR"),
        ("Viet Nam", "VN"),
    ]
    + [
        ("Türkei", "TR"),
        ("Turquie", "TR"),
        ("Turkije", "TR"),
        ("阿联酋", "AE"),
        ("Lao PDR", "LA"),
        ("XS", "RS"),
    ]
    + [
        ("中国香港", "HK"),
        ("Hong Kong SAR", "HK"),
        ("NA", "NA"),
        ("Duitsland", "DE"),
        ("Corea del Sud", "KR"),
    ],
)
def test_origins_as_people_write_them(written, code):
    assert list(read(lines(["73181588", f'"{written}"', "60", "2026-01-15"])).lines["origin"]) == [code]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("Various", "origin_open"),
        ("-", "origin_open"),
        ("n/a", "origin_open"),
        ("XI", "origin_northern_ireland"),
    ],
)
def test_origins_that_name_no_place_of_import_are_asked_for(written, problem):
    assert codes(read(lines(["73181588", written, "60", "2026-01-15"]))) == {problem}


def test_national_codes_agree_in_six_digits_only():
    assert of_national("7208360000") == ("72083600", "code_completed")
    assert of_national("7318159000") == ("7318159000", "code_national")
    assert of_national("8471300000") == ("84713000", "")
    found = read(
        "商品编码,原产国,净重（千克）,进口日期\n7208360000,中国,60000,2026-01-15\n7318159000,中国,60000,2026-01-15\n"
    )
    assert list(found.lines["cn_code"]) == ["72083600"] and codes(found) == {"code_national"}
    assert questions(read("商品编码,原产国,净重（千克）,进口日期\n72083600,中国,60000,2026-01-15\n")) == {
        "code_system": "cn"
    }


def test_the_nearest_codes_are_of_the_same_subheading_first():
    found = nearest("73181581")
    assert found[0].startswith("731815") and all(code.startswith("7318") for code in found)
    assert nearest("x") == [] and nearest("9999") == []


def test_a_correction_is_read_in_tonnes_and_by_the_same_rules():
    text = ATLAS.replace("98.760,000", "98x")
    found = read(text)
    assert codes(found) == {"number_unreadable"}
    mended = read(text, cells={("", 4, "net_mass_t"): "98,76"})
    assert not codes(mended) and mended.lines["net_mass_t"].sum() == pytest.approx(137.32075)
    assert codes(read(text, cells={("", 4, "net_mass_t"): "98y"})) == {"number_unreadable"}


def test_decisions_go_to_a_file_and_back():
    made, wrong = from_pairs([("net_mass_t", "Qty"), ("mass_unit", "kg")])
    assert from_json(made.to_json()) == (made, []) and not wrong


@pytest.mark.parametrize(
    "text",
    ["[1]", "", "{}", "null", '{"columns": 1, "answers": {}}', '{"columns": {}}', "[" * 100_000, "\x00\xff"],
)
def test_what_is_no_saved_mapping_is_said(text):
    assert from_json(text) == (Decisions(), [("mapping_unreadable", "", "")])


def test_entries_of_a_mapping_that_do_not_fit_are_told_one_by_one():
    text = '{"columns": {"origin": "Wherefrom", "colour": "x", "basis": "Kind"}, "answers": {"mass_unit": "stone"}}'
    found, wrong = from_json(text)
    assert [(own.code, own.name) for own in wrong] == [
        ("mapping_name_unknown", "colour"),
        ("mapping_answer_unknown", "mass_unit"),
    ]
    fit, lost = fitting(found, ["WHEREFROM", "CN code"])
    assert fit.columns == {"origin": "Wherefrom"} and lost == [("mapping_heading_missing", "basis", "Kind")]


def test_a_heading_that_is_not_there_refuses_the_file_and_empties_no_column():
    # an empty basis would mean default values
    text = lines(["73181588", "CN", "60", "2026-01-15"])
    found = read(text, columns={"basis": "Kind"})
    assert found.lines.empty
    assert found.problems[["code", "column", "value"]].to_numpy().tolist() == [
        ["mapping_heading_missing", "basis", "Kind"]
    ]


def test_a_heading_that_fits_nothing_can_be_assigned():
    text = "CN code,Wherefrom,Net mass (t),Import date\n73181588,CN,60,2026-01-15\n"
    assert list(read(text).problems["name"]) == ["origin"]
    assert list(read(text, columns={"origin": "Wherefrom"}).lines["origin"]) == ["CN"]


def test_a_chosen_heading_brings_its_unit():
    text = "CN code,Origin,As surveyed ({}),Import date\n73181588,CN,60,2026-01-15\n"
    chosen = {"net_mass_t": "As surveyed (kg)"}
    assert list(read(text.format("kg"), columns=chosen).lines["net_mass_t"]) == [0.06]
    assert questions(read(text.format("final"), columns={"net_mass_t": "As surveyed (final)"})) == {
        "mass_unit": ""
    }


def test_every_heading_of_the_table_is_recognised():
    for row in tables.load("cbam_headings").to_dict("records"):
        assert meaning(row["heading"]) is not None, row


#: lists too short for a detector of encodings that knows nothing of their subject
SHORT = [
    ("cp1250", "Świętokrzyska, Łódź"),
    ("cp1250", "kod;źródło;ciężar;Kraj pochodzenia;Turcja;Słowacja\n"),
    ("cp1250", "Země původu;Čína;hmotnost;Příjem\n"),
    ("cp1252", "Größe, Österreich"),
    ("cp1252", "1,Alpha,2026-Q1,72083600,España,100\n2,Beta,2026-Q1,72083600,CN,100\n"),
    ("cp1252", "Pièce;Fenêtre;Numéro;Côte d'Ivoire\n"),
    ("cp1252", "Peso netto;Qualità;Società\n1;2;ACCIAI più\n"),
    ("cp1252", "Datum;Produção;São Tomé;nº\n"),
    ("cp1252", "price\n100 €\n“quoted” – text\nGröße\n"),
    ("cp1254", "Menşe ülke;Türkiye;Ağırlık;İthalat tarihi\n"),
    ("gb18030", "品名,规格\n热轧卷,标准\n"),
    ("big5", "臺灣原產"),
]


@pytest.mark.parametrize(("encoding", "text"), SHORT)
def test_short_texts_of_every_code_page_are_told_apart(encoding, text):
    assert decode(text.encode(encoding))[0] == text


# --- the same fifty lines in 500 shapes ------------------------------------------------------------------

HEADS = {
    "cn_code": [
        "CN code",
        "KN-Code",
        "Warennummer",
        "Code NC",
        "Commodity code",
        "CN8",
        "Código NC",
        "Kod CN",
    ],
    "origin": [
        "Origin",
        "Ursprungsland",
        "Pays d'origine",
        "Country of origin",
        "原产国",
        "Land van oorsprong",
    ],
    "mass": ["Net mass", "Nettogewicht", "Masse nette", "Peso neto", "净重", "Netto gewicht", "Masa netto"],
    "date": ["Import date", "Überlassungsdatum", "Date de mainlevée", "进口日期", "Release date"],
}
ORIGINS = {
    "CN": ["CN", "CHN", "China", "Chine", "中国"],
    "TR": ["TR", "TUR", "Türkei", "Turquie", "土耳其"],
    "IN": ["IN", "IND", "India", "Indien", "印度"],
}
FIFTY = [
    (
        ["73181588", "72083600", "76061292"][at % 3],
        ["CN", "TR", "IN"][at % 3],
        1234.5 * (at % 7 + 1),
        1 + at % 28,
    )
    for at in range(50)
]
UNITS = {"kg": 1, "t": 1000}


def shaped(chance):
    """The fifty lines in one random shape: (content, name)."""
    unit, comma = chance.choice(list(UNITS)), chance.random() < 0.5
    where = chance.choice(["heading", "cell", "column"])
    delimiter = chance.choice([";", "\t", "|"] if comma else [",", ";", "\t", "|"])
    extra = chance.random() < 0.5
    form = chance.choice(["{y}-{m:02}-{d:02}", "{d:02}.{m:02}.{y}", "{y}{m:02}{d:02}", "{d} January {y}"])
    heads = [chance.choice(HEADS[name]) for name in ("cn_code", "origin", "mass", "date")]
    heads[2] += f" ({unit})" if where == "heading" else ""
    rows = [heads + (["Unit"] if where == "column" else []) + (["Remarks"] if extra else [])]
    for code, origin, mass, day in FIFTY:
        amount = f"{mass / UNITS[unit]:.4f}"
        amount = amount.replace(".", ",") if comma else amount
        amount += f" {unit}" if where == "cell" else ""
        cells = [code, chance.choice(ORIGINS[origin]), amount, form.format(y=2026, m=1, d=day)]
        rows.append(cells + ([unit.upper()] if where == "column" else []) + (["ok, fine"] if extra else []))
    if chance.random() < 0.5:
        rows = [["Imports of ACME"], [], *rows]
    if chance.random() < 0.15:
        half = len(rows) // 2
        head = next(at for at, row in enumerate(rows) if row[:1] == heads[:1])
        return book({"A": rows[:half], "B": [rows[head], *rows[half:]]}), "a.xlsx"
    text = "\r\n".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in rows)
    for encoding in (chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"]), "utf-8"):
        try:
            return text.encode(encoding), "a.csv"
        except UnicodeEncodeError:
            continue
    raise AssertionError


@pytest.mark.parametrize("block", range(10))
def test_fifty_lines_in_five_hundred_shapes_give_one_total(block):
    chance = random.Random(block)
    for shape in range(50):
        content, name = shaped(chance)
        found = read(content, name)
        if questions(found).get("decimal_mark") == "":
            found = read(content, name, answers={"decimal_mark": "," if b"," in content else "."})
        where = (block, shape, content[:200])
        assert len(found.lines) == 50, (where, found.problems.head().to_dict("records"))
        assert found.lines["net_mass_t"].sum() == pytest.approx(
            sum(row[2] for row in FIFTY) / 1000, rel=1e-9
        ), where
        assert set(found.lines["origin"]) == set(ORIGINS), where
        assert set(found.lines["import_date"].dt.month) == {1}, where


def test_customs_procedures_as_customs_and_results_write_them() -> None:
    """40 and its like are free circulation, 4051 after inward processing, 6121 after outward processing,
    6110 returned goods, 7100 a warehouse; names of results in three languages are read back."""
    wanted = {
        "4000": "free_circulation",
        "4071": "free_circulation",
        "4051": "inward_processing",
        "5100": "not_released",
        "7100": "not_released",
        "6121": "outward_processing",
        "6110": "returned_goods",
        "61": "re_importation",
        "passive Veredelung": "outward_processing",
        "Y137": "Y137",
    }
    names = tables.load("terms").query("vocabulary == 'customs_procedure'")
    for column in ("name_en", "name_zh_hant", "name_zh_hans"):
        wanted |= dict(zip(names[column], names["code"], strict=True))
    assert {text: cells.procedure(text)[0] for text in wanted} == wanted
