"""The vectorised engine against the line-by-line one on 5,000 generated lines (CBAM_ORACLE_LINES sets how
many): chains up to four levels, all years, both rule sets, customs procedures."""

import os
import random

import pandas as pd
import pytest

from atlas.cbam.engine.assess import assess
from atlas.cbam.law.rules import Rules
from tests.cbam import oracle

INPUT = [
    "importer",
    "cn_code",
    "origin",
    "period",
    "net_mass_t",
    "basis",
    "production_route",
    "direct_t_per_t",
    "indirect_t_per_t",
    "precursors",
    "precursor_benchmark_t_per_t",
    "precursor_free_allocation_t_per_t",
    "carbon_price_paid_eur_per_t_co2e",
    "certificate_price_eur",
    "customs_procedure",
]
LINES = int(os.environ.get("CBAM_ORACLE_LINES", "5000"))
PROCEDURES = [
    "free_circulation",
    "inward_processing",
    "outward_processing",
    "returned_goods",
    "not_released",
    "re_importation",
]
PERIODS = [f"2026-Q{quarter}" for quarter in (1, 1, 2, 2, 3, 3, 4)] + [
    str(year) for year in range(2027, 2035)
]


def some(chance: random.Random, likely: float, text: str) -> str:
    return text if chance.random() < likely else ""


# precursors whose routes are known or not needed in every country, complex and simple
CHAINED = ["26011200", "72011011", "72031000", "76012040", "2523100090", "28141000", "72024110"]


def precursors(chance: random.Random) -> dict[str, str]:
    """What precursors bring, in one of the three ways or not at all."""
    ways = {
        "precursors": chain(chance),
        "precursor_benchmark_t_per_t": f"{chance.uniform(0, 1.5):.4f}",
        "precursor_free_allocation_t_per_t": f"{chance.uniform(0, 1.5):.4f}",
    }
    way = chance.choice([*ways, "precursors", ""])
    return {name: text if name == way else "" for name, text in ways.items()}


def chain(chance: random.Random) -> str:
    """Up to six steps, up to four levels deep, verified, default or of an exempt or unknown origin."""
    parts, depth = [chance.choice("ow")], 0
    for _ in range(chance.randint(1, 6)):
        depth = chance.randint(1, min(depth + 1, 4))
        kind = chance.choice(["", "o", "w"])
        figures = ["0.1", "0.05", chance.choice(["", f"{chance.uniform(0, 2):.3f}"])]
        figures = [f"{chance.uniform(0, 3):.4f}", f"{chance.uniform(0, 0.4):.4f}", figures[2]] if kind else []
        code = chance.choice(CHAINED)
        fields = [
            str(depth),
            code,
            f"{chance.uniform(0, 2):.4f}",
            chance.choice(["", "CN", "TR", "IN", "DE", "FJ"]),
            kind,
            chance.choice(["", "1", "3"]),
            "K" if code == "76012040" else "",
            *figures,
        ]
        parts.append("_".join(fields).rstrip("_"))
    return "~".join(parts)


def generate(count: int, seed: int) -> list[oracle.Line]:
    """Lines of all goods and origins; some wrong on purpose, so that refusals are compared too."""
    chance = random.Random(seed)
    codes = [row["cn_code"] for row in oracle.table("cbam_goods") if row["level"] in ("cn8", "taric")]
    # codes with TARIC digits, without routes in Brazil, or of odd sectors are rare among 576: more of them
    codes += ["2523100010", "2523900090", "25231000", "2523100055", "27160000", "28041000", "26011200"] * 8
    codes += ["84713000", "72081234", "73042300", "73042300", "72283041"] * 4
    origins = [row["country"] for row in oracle.table("cbam_countries")] + ["ZZ"]
    tabled = [row["country"] for row in oracle.table("cbam_countries") if row["has_table"] == "true"]
    lines = []
    for number in range(count):
        actual = chance.random() < 0.4
        figures = {
            "direct_t_per_t": some(chance, 0.95, f"{chance.uniform(0, 4):.5f}"),
            "indirect_t_per_t": some(chance, 0.9, f"{chance.uniform(0, 0.5):.5f}"),
            **precursors(chance),
            "carbon_price_paid_eur_per_t_co2e": some(chance, 0.3, f"{chance.uniform(0, 20):.2f}"),
        }
        code = chance.choice(codes)
        letters = [*oracle.benchmarks(code[:8], 2026), *chance.sample("ABCDEFGHJKL", 1)]
        route = some(chance, 0.7 if actual else 0.2, chance.choice(letters))
        lines.append(
            {
                "importer": f"importer {number % 60}",
                "cn_code": code,
                "origin": chance.choice(
                    ["CN", "TR", "IN", "BR", *chance.sample(tabled, 10), *chance.sample(origins, 6)]
                ),
                "period": chance.choice(PERIODS if chance.random() < 0.95 else ["2025-Q4", "2026", "2035"]),
                "net_mass_t": f"{chance.uniform(-1, 40):.3f}",
                "basis": "actual" if actual else some(chance, 0.5, "default"),
                "production_route": route,
                "certificate_price_eur": some(chance, 0.3, f"{chance.uniform(20, 150):.2f}"),
                "customs_procedure": some(chance, 0.15, chance.choice(PROCEDURES)),
            }
            | (figures if actual else dict.fromkeys(figures, ""))
        )
    return lines


@pytest.mark.parametrize(
    ("scenario", "path", "share", "seed"),
    [("law", None, 0.4, 1), ("law", "high", 0.3, 2), ("com_2026_616", "low", 0.3, 3)],
)
def test_engine_and_oracle_agree(
    scenario: str, path: str | None, share: float, seed: int, rules: Rules, proposal: Rules
) -> None:
    lines = generate(round(LINES * share), seed)
    wanted = oracle.assess(lines, scenario, path)
    engine = rules if scenario == "law" else proposal
    got = assess(pd.DataFrame(lines, columns=INPUT), engine, price_path=path)
    statuses = got["status"].tolist()
    assert statuses == [answer["status"] for answer in wanted]
    assert all(statuses.count(status) > 20 for status in ("ok", "exempt", "below_threshold", "refused"))
    reasons = [answer.get("reason") for answer in wanted]
    mine = got["reason_code"].astype("object").where(got["reason_code"].notna(), None).tolist()
    assert mine == reasons
    for answer, cost, certificates in zip(wanted, got["cost_eur"], got["certificates_t"], strict=True):
        if answer["status"] not in ("refused", "not_covered"):
            assert cost == pytest.approx(float(answer["cost"]), rel=1e-9, abs=1e-9)
            assert certificates == pytest.approx(float(answer["certificates"]), rel=1e-9, abs=1e-9)
