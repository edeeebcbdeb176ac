"""Packs of three bodies: one that told everything, one that told one thing, one that told nothing; and hostile names."""

from dataclasses import replace
from datetime import date

import pytest

from parity.packs import claims
from parity.packs.asked import Asked
from tests.measures.stores import a_store_of
from tests.small import a_body

DAY = date(2026, 11, 26)
HOSTILE = (
    "=HYPERLINK(\"http://bad.example\";\"x\") <script>alert(1)</script> [link](http://bad.example) *b* _i_ $$1$$ #let x "
    "@cite \\ {{x}} ﷺ שלום 汉字 😀 \u202eright to left\u202c " + "long " * 60
).strip()  # fmt: skip


@pytest.fixture(scope="session")
def rich(the_store):
    return claims.gather(the_store, Asked(body="example-southwark", own=(("seats", "Ask the chair."),)), DAY)


@pytest.fixture(scope="session")
def sparse(the_store):
    return claims.gather(the_store, Asked(body="E23000001"), DAY)


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    store = a_store_of(tmp_path_factory.mktemp("empty"), bodies=[a_body()])
    return claims.gather(store, Asked(body="B1"), DAY)


@pytest.fixture(scope="session")
def hostile(sparse):
    """The sparse pack with hostile text wherever text comes from data."""

    def spoiled(claim):
        table = claim.table.rename(index=lambda label: HOSTILE)
        frame = claim.frame.assign(label=HOSTILE) if "label" in claim.frame else claim.frame
        drawn = claim.picture
        if drawn is not None:
            rows = tuple(row._replace(label=HOSTILE, said=HOSTILE) for row in drawn.rows)
            drawn = drawn._replace(title=HOSTILE, alt=HOSTILE, rows=rows, value_name=HOSTILE)
        return replace(claim, sentence=HOSTILE, own=HOSTILE, table=table, frame=frame, picture=drawn)

    return replace(
        sparse,
        subject=sparse.subject._replace(name=HOSTILE, served=HOSTILE),
        claims=tuple(spoiled(claim) for claim in sparse.claims if claim.answered)[:2],
        asked=replace(sparse.asked, own=(("", HOSTILE),)),
    )


@pytest.fixture(params=["rich", "sparse", "empty"])
def pack(request):
    return request.getfixturevalue(request.param)
