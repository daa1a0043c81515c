"""Exports of ERP and customs systems in eight languages: 100 t of 7208 36 00 from China, first quarter of 2026.

The cost is worked out in `tests/cbam/test_golden.py` from the acts: 2.16995 certificates of 75.36 EUR a
tonne. What a file leaves open is answered.
"""

import pytest

from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.files import portfolio
from atlas.cbam.files.cells import clean, number
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.files.headings import meaning

COST = 16352.74
#: name → (text, encoding, answers to what it asks)
EXPORTS = {
    "SAP purchasing": (
        "Einkaufsbeleg;Position;Material;Kurztext;Warennr.;Urspr.land;Nettogewicht;Gew.einheit;Buchungsdatum;Lieferant\n"
        "4500012345;00010;100200;Coil;72083600;CN;60.000,000;KG;15.02.2026;100023\n"
        "4500012345;00020;100200;Coil;72083600;CN;40,000;TO;16.02.2026;100023\n",
        "cp1252",
        {},
    ),
    "SAP trade services": (
        "Customs Declaration\tItem\tTariff/Commodity Code Number\tCountry/Region of Origin\tNet Weight\tWeight Unit of Measure\tDate of Customs Clearance\n"
        "80001\t10\t7208360000\tCN\t100,000.000\tKG\t02/15/2026\n",
        "utf-16",
        {},
    ),
    "SAP list as printed": (
        "Table:          ZIMPORT\n\n"
        "--------------------------------------------------------------\n"
        "|  EBELN   |STAWN        |HERKL|NTGEW        |GEWEI|BUDAT     |\n"
        "--------------------------------------------------------------\n"
        "|4500012345|72083600     |CN   |    60.000,000|KG   |15.02.2026|\n"
        "|4500012346|72083600     |CN   |    40.000,000|KG   |16.02.2026|\n"
        "--------------------------------------------------------------\n",
        "utf-8",
        {},
    ),
    "Oracle": (
        "TRANSACTION_ID,HS_CODE,COUNTRY_OF_ORIGIN,NET_WEIGHT,NET_WEIGHT_UOM_CODE,ENTRY_DATE,SUPPLIER_NAME\n"
        "1,7208.36.0000,CHINA,60000,KG,15-FEB-26,A\n2,7208.36.0000,CHINA,40,MT,16-FEB-26,B\n",
        "utf-8",
        {},
    ),
    "Dynamics": (
        '"Item No.","Tariff No.","Country/Region of Origin Code","Total Weight","Posting Date","Vendor Name"\n'
        '"1000","72083600","CN","100,000","2026-02-15","X"\n',
        "utf-8",
        {"mass_unit": "kg", "decimal_mark": "."},
    ),
    "NetSuite": (
        "Date,Document Number,Item,HTS Code,Country of Manufacture,Weight (kg),Vendor\n"
        "2/15/2026,PO1,Coil,72083600,China,60000,A\n2/28/2026,PO2,Coil,72083600,China,40000,A\n",
        "utf-8",
        {},
    ),
    "pounds": (
        "Commodity No.,C/O,Net Wt. (lbs),Import Dt\n72083600,CN,220462.2622,02/15/2026\n",
        "ascii",
        {},
    ),
    "German declaration": (
        "MRN;Positionsnummer;Codenummer;Ursprungsland (Code);Eigenmasse;Rohmasse;Datum der Überlassung;EORI Empfänger;Verfahren\n"
        "26DE850012345678J1;1;72083600000;CN;60000,000;61000,000;15.02.2026;DE1234567;4000\n"
        "26DE850012345678J1;2;72083600000;CN;40000,000;41000,000;15.02.2026;DE1234567;4000\n",
        "cp1252",
        {},
    ),
    "French declaration": (
        "Numéro de déclaration;Article;Nomenclature;Pays origine;Masse nette;Masse brute;Date BAE;Destinataire\n"
        "IM123;1;7208360000;CN;60000,0;61000;15/02/2026;ACME SAS\nIM123;2;7208360000;CN;40000,0;41000;16/02/2026;ACME SAS\n",
        "cp1252",
        {"mass_unit": "kg"},
    ),
    "Dutch declaration": (
        "Aangiftenummer;Artikelnr;Goederencode;Land oorsprong;Netto massa (kg);Datum vrijgave;Geadresseerde\n"
        "26NL1;1;7208360000;CN;60000;20260215;ACME BV\n26NL1;2;7208360000;CN;40000;20260216;ACME BV\n",
        "utf-8",
        {},
    ),
    "Polish declaration": (
        "Nr MRN;Poz.;Kod CN;Kraj pochodzenia;Masa netto (kg);Data zwolnienia;Odbiorca\n"
        "26PL;1;7208 36 00;CN;60 000,00;15.02.2026;Łódź Stal Sp. z o.o.\n"
        "26PL;2;7208 36 00;CN;40 000,00;16.02.2026;Łódź Stal Sp. z o.o.\nRazem;;;;100 000,00;;\n",
        "cp1250",
        {},
    ),
    "Spanish declaration": (
        "MRN;Partida;Código mercancía;País origen;Masa neta [kg];Fecha levante;Destinatario\n"
        "26ES;1;7208360000;CN;60.000,00;15/02/2026;ACERÍA SA\n26ES;2;7208360000;CN;40.000,00;16/02/2026;ACERÍA SA\n",
        "cp1252",
        {},
    ),
    "Italian register": (
        "MRN;Singolo;Nomenclatura combinata;Paese di origine;Massa netta (Kg);Data svincolo;Destinatario\n"
        "26IT;1;72083600;CN;60.000,00;15/02/2026;ACCIAI SRL\n26IT;2;72083600;CN;40.000,00;16/02/2026;ACCIAI SRL\n"
        "Totale;;;;100.000,00;;\n",
        "utf-8",
        {},
    ),
    "Chinese declaration": (
        "报关单号,项号,商品编号,原产国(地区),净重(KG),进出口日期,境内收发货人\n"
        "1,1,7208360000,中国,60000,2026-02-15,某公司\n1,2,7208360000,中国,40000,2026-02-15,某公司\n",
        "gb18030",
        {},
    ),
    "Taiwanese declaration": (
        "報單號碼,項次,貨品分類號列,原產國,淨重(公斤),放行日期,納稅義務人\n"
        "AA,1,72083600009,CN,100000,115/02/15,鋼鐵公司\n",
        "cp950",
        {},
    ),
    "years and months": (
        "Jahr;Monat;KN-Code;Herkunftsland;Netto t\n2026;2;72083600;China;60\n2026;März;72083600;China;40\n",
        "utf-8",
        {},
    ),
    "month of one column": (
        "CN;Origin;Net weight (t);Month\n72083600;CN;100;02/2026\n",
        "ascii",
        {},
    ),
    "quantity with its unit": (
        "Mengeneinheit;Menge;Warennummer;Ursprung;Datum\nKGM;100000;72083600;CN;15.02.2026\n",
        "ascii",
        {},
    ),
    "groups and a word at the end": (
        "Report of imports\n\nSupplier,CN code,Origin,Net mass (kg),Date\nSupplier A,,,,\n,72083600,CN,60000,2026-02-15\n"
        "Subtotal Supplier A,,,60000,\nSupplier B,,,,\n,72083600,CN,40000,2026-02-16\nGrand total,,,100000,\n"
        "Printed by J. Smith on 2026-03-01,,,,\n",
        "ascii",
        {},
    ),
}


@pytest.mark.parametrize("system", EXPORTS)
def test_an_export_gives_its_cost(system, rules):
    text, encoding, answers = EXPORTS[system]
    found = portfolio.read(text.encode(encoding), "export.csv", Decisions(answers=answers))
    assert {own.code for own in found.understanding.open} == set()
    assessed = assess_file(found, rules)
    assert set(assessed["status"]) == {"ok"} and assessed["cost_eur"].sum() == pytest.approx(COST, abs=0.01)
    # what is asked for is asked before, and nothing else is
    asked = portfolio.read(text.encode(encoding), "export.csv").understanding.open
    assert {own.code for own in asked} == set(answers)


def test_rows_that_hold_no_line_are_named():
    text = EXPORTS["groups and a word at the end"][0]
    notes = portfolio.read(text.encode(), "a.csv").problems.set_index("code")["value"]
    assert notes["totals_left_out"] == "6, 9" and notes["captions_left_out"] == "4, 7, 10"


def test_a_row_whose_mass_cannot_be_read_is_a_line():
    text = "CN code,Origin,Net mass (t),Date,Note\n72083600,CN,1,2026-02-15,\n,,#N/A,2026-02-15,\n"
    found = portfolio.read(text.encode(), "a.csv")
    assert list(found.left_out["row"]) == [3]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("COUNTRY_OF_ORIGIN_CD", "origin"),
        ("Origin country (ISO)", "origin"),
        ("NetWeightKg", "net_mass_t"),
        ("Net weight of the item in kg", "net_mass_t"),
        ("NET_WEIGHT_UOM", "mass_unit"),
        ("Date of the customs release", "import_date"),
        ("Fecha levante", "import_date"),
        ("Numéro MRN", "declaration"),
        # words that only resemble
        ("Unit net weight", None),
        ("Net weight per piece", None),
        ("Commodity description", None),
        ("Origin criterion", None),
        ("Country of dispatch code", "dispatch_country"),
        ("Gross weight in kg", "gross_mass"),
        ("Goods", "carried"),
    ],
)
def test_a_heading_is_known_by_its_words(heading, column):
    found = meaning(heading)
    assert (found.column if found else None) == column


def test_a_row_of_figures_is_no_row_of_headings():
    # CN and KG are headings elsewhere, here a country and a unit
    found = portfolio.read(b"1,72083600,CN,60000,KG\n2,72083600,CN,60000,KG\n", "a.csv")
    assert list(found.problems["code"]) == ["headings_missing"]


def test_a_sign_behind_the_figure_is_one(rules):
    assert number(clean("10.000,000-"), {","}) == (-10000.0, "")
    text = "KN-Code;Ursprung;Nettomasse (kg);Datum\n72083600;CN;10.000,000-;15.02.2026\n"
    assert list(assess_file(portfolio.read(text.encode(), "a.csv"), rules)["reason_code"]) == [
        "mass_negative"
    ]
