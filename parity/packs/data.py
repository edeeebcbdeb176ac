"""A pack as data: each answer whole as CSV with its description (CSVW), a datapackage.json, and how to make it again."""

import io
import json
import zipfile

from parity import tables
from parity.packs import stamp
from parity.packs.claims import Claim, Pack

README = "README.txt"
PACKAGE = "datapackage.json"
WHEN = (1980, 1, 1, 0, 0, 0)  # of every file in the archive, so that the same pack gives the same bytes


def archive(pack: Pack) -> bytes:
    """The files of the pack as ZIP: every frame in full, as the measure gives it, and what describes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, held in files(pack).items():
            made.writestr(zipfile.ZipInfo(name, WHEN), held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def files(pack: Pack) -> dict[str, bytes]:
    """The files by name: a CSV and its CSVW for each question with rows, sources.csv, datapackage.json, README.txt."""
    made: dict[str, bytes] = {}
    for claim in pack.claims:
        if len(claim.frame):
            made[f"{claim.code}.csv"] = tables.csv(claim.frame)
            made[f"{claim.code}.csv-metadata.json"] = tables.csvw(
                claim.frame, f"{claim.code}.csv", claim.described, pack.build_id
            )
    made["sources.csv"] = tables.csv(pack.sources)
    made[README] = _readme(pack).encode()
    made[PACKAGE] = json.dumps(_package(pack), indent=2, ensure_ascii=False).encode()
    return made


def _package(pack: Pack) -> dict:
    resources = [_resource(claim) for claim in pack.claims if len(claim.frame)]
    return {
        "name": "".join(each if each.isalnum() and each.isascii() else "-" for each in pack.subject.code.lower()),
        "title": stamp.title(pack),
        "description": stamp.summary(pack),
        "created": f"{pack.made.isoformat()}T00:00:00Z",
        "version": pack.build_id,
        "illustrative": pack.illustrative,
        "licenses": [{"name": "OGL-UK-3.0", "title": "Open Government Licence v3.0",
                      "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}],
        "sources": [{"title": row.title, "path": row.obtained_from} for row in pack.sources.itertuples()],
        "parity": json.loads(stamp.recipe(pack)),
        "claims": [
            {"question": claim.question, "claim": claim.sentence, "figure": claim.figure, "interval": claim.interval,
             "reference": claim.reference, "not_shown": claim.not_shown, "would_change": claim.would_change,
             "method": claim.method, "own": claim.own, "command": claim.command}
            for claim in pack.claims
        ],
        "resources": resources,
    }  # fmt: skip


def _resource(claim: Claim) -> dict:
    fields = [{"name": name, "description": claim.described[name]} for name in claim.frame.columns]
    return {
        "name": claim.code.replace("_", "-"), "path": f"{claim.code}.csv", "title": claim.question,
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }  # fmt: skip


def _readme(pack: Pack) -> str:
    lines = [
        stamp.title(pack), "=" * len(stamp.title(pack)), "", stamp.line(pack), "",
        *(["Illustrative: some of the boards are invented; their names begin with Example.", ""] if pack.illustrative else []),
        "How to make these figures again", "", f"With Parity at build {pack.build_id}, each file is the answer of one command:", "",
    ]  # fmt: skip
    for claim in pack.claims:
        file = f"{claim.code}.csv" if len(claim.frame) else "no rows"
        lines += [f"{claim.question} ({file})", f"    {claim.command}", ""]
    lines += ["All of them at once, compared with the store:", "    python -m parity pack --verify FILE", ""]
    return "\n".join(lines)
