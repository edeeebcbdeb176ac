"""What the first layer turns away, and the headers every answer leaves with."""

import gzip

import pytest

from parity.web import errors
from parity.web.bundles import Bundles
from parity.web.guard import BROWSER, Guard, browser_of, same_origin
from tests.loops import run

OURS = ("parity.example", "localhost")
ANN = "a" * 32
PICTURE = "0f3a"


async def page(scope, receive, send):
    """An application that says yes to everything."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    headers = [(b"access-control-allow-origin", b"*"), (b"set-cookie", b"a=b; Path=/"), (b"cache-control", b"public")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"page"})


def asked(path="/", app=None, kind="http", scheme="http", query=b"", **headers: str):
    """Every message that comes back."""
    guard = app or Guard(page, hosts=lambda: OURS, holds=lambda browser, file: (browser, file) == (ANN, PICTURE))
    told = {"host": "parity.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {"type": kind, "path": path, "query_string": query, "method": "GET", "scheme": scheme,
             "headers": [(name.encode(), value.encode()) for name, value in told.items()]}  # fmt: skip
    sent: list = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    run(guard(scope, receive, send))
    return sent


def status(sent) -> int:
    return sent[0].get("status", 0)


def headers(sent) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/representation", "/media/0f3a.csv", "/static/js/x.js", "/_stcore/health"])
@pytest.mark.parametrize("host", ["parity.example", "evil.example"])
def test_every_answer_even_a_refusal_leaves_with_the_headers(path, host):
    told = headers(asked(path, host=host))
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "access-control-allow-origin" not in told


def test_the_policy_names_no_other_host_and_allows_no_script_written_into_a_page():
    policy = headers(asked())["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    words = {word for part in policy.split("; ") for word in part.split()[1:]}
    assert {word for word in words if "//" in word} == {"ws://parity.example", "wss://parity.example"}
    assert "*" not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "parity.example.evil.example", "", "a@parity.example", "parity.example/x"]
)
def test_another_name_for_this_machine_is_turned_away(host):
    assert status(asked(host=host)) == 421
    assert asked("/_stcore/stream", kind="websocket", host=host) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("origin", "accepted"),
    [
        ("https://parity.example", True),
        ("https://evil.example", False),
        ("null", False),
        ("https://parity.example.evil.example", False),
        ("https://parity.example@evil.example", False),
        ("https://parity.example:444", False),
    ],
)
def test_a_websocket_from_another_sites_page_is_refused(origin, accepted):
    sent = asked("/_stcore/stream", kind="websocket", origin=origin)
    assert (sent[0]["type"] == "websocket.accept") is accepted
    assert same_origin(origin, "parity.example") is accepted


@pytest.mark.parametrize(
    ("cookie", "file", "expected"),
    [
        (f"{BROWSER}={ANN}", PICTURE, 200),
        (f"x=1; {BROWSER}={ANN}", PICTURE, 200),
        ("", PICTURE, 404),
        (f"{BROWSER}={'b' * 32}", PICTURE, 404),
        (f"{BROWSER}={ANN}", "ffff", 404),
        (f"{BROWSER}=", PICTURE, 404),
    ],
    ids=["theirs", "among others", "nobody", "another browser", "another file", "no name"],
)
def test_a_file_made_for_a_page_goes_to_its_browser_alone(cookie, file, expected):
    sent = asked(f"/media/{file}.csv", cookie=cookie)
    assert status(sent) == expected
    assert headers(sent)["cache-control"] == "no-store"
    assert "sandbox" in headers(sent)["content-security-policy"]


@pytest.mark.parametrize(
    ("cookie", "session", "expected"),
    [
        (f"{BROWSER}={ANN}", "s1", 200),
        (f"{BROWSER}={ANN}", "s2", 403),
        ("", "s1", 403),
        (f"{BROWSER}={'b' * 32}", "s1", 403),
    ],
)
def test_a_file_is_taken_from_a_page_of_the_same_browser_alone(cookie, session, expected):
    guard = Guard(
        page, hosts=lambda: OURS, holds=lambda *_: False, takes=lambda browser, of: (browser, of) == (ANN, "s1")
    )
    assert status(asked(f"/_stcore/upload_file/{session}/f", app=guard, cookie=cookie)) == expected
    assert status(asked("/_stcore/upload_file/s1/f", cookie=f"{BROWSER}={ANN}")) == 403  # where nobody says who may


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/interact", "/_stcore/x"])
def test_the_parts_of_streamlit_that_pages_do_not_use_are_shut(path):
    assert status(asked(path)) == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_to_a_page_and_use_nothing_else(site):
    assert status(asked("/representation", sec_fetch_site=site)) == 200
    assert status(asked("/media/0f3a.csv", sec_fetch_site=site, cookie=f"{BROWSER}={ANN}")) == 403
    assert status(asked("/_stcore/upload_file/a/b", sec_fetch_site=site)) == 403


def test_an_address_that_is_too_long_is_refused():
    assert status(asked(query=b"a=" + b"x" * 2_000)) == 200
    assert status(asked(query=b"a=" + b"x" * 3_000)) == 414


def test_a_browser_gets_a_name_once_and_only_with_a_page():
    assert BROWSER in headers(asked())["set-cookie"]
    assert BROWSER not in headers(asked(cookie=f"{BROWSER}={ANN}"))["set-cookie"]
    assert BROWSER not in headers(asked("/static/js/x.js"))["set-cookie"]
    assert browser_of(headers(asked())["set-cookie"]) != browser_of(headers(asked())["set-cookie"])


def test_every_cookie_is_for_encrypted_pages_only_where_there_are_such():
    for told in (asked(scheme="https"), asked("/x", scheme="https", cookie=f"{BROWSER}={ANN}")):
        cookies = [value.decode() for name, value in told[0]["headers"] if name == b"set-cookie"]
        assert cookies and all(cookie.endswith("Secure") for cookie in cookies)


@pytest.fixture
def bundles(tmp_path) -> Bundles:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "x.js").write_text("let x = 1;\n" * 1_000, encoding="utf-8")
    (tmp_path / "static" / "js" / "small.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.js").write_text("y" * 2_000, encoding="utf-8")
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "x.geojson").write_text('{"type": "FeatureCollection"}' * 100, encoding="utf-8")
    return Bundles(page, folder=tmp_path, shapes=tmp_path / "shapes")


def test_a_bundle_is_compressed_once_and_kept_for_good(bundles):
    first, second = (asked("/static/js/x.js", app=bundles, accept_encoding="gzip, br") for _ in range(2))
    assert gzip.decompress(first[1]["body"]) == b"let x = 1;\n" * 1_000
    assert second[1]["body"] is first[1]["body"]
    assert "immutable" in headers(first)["cache-control"]


def test_the_shapes_of_a_map_are_sent_once_for_good_by_the_address_of_their_version(bundles):
    sent = asked("/app/static/shapes/x.geojson", app=bundles, query=b"v=0f3a", accept_encoding="gzip")
    assert gzip.decompress(sent[1]["body"]).startswith(b'{"type"')
    assert "immutable" in headers(sent)["cache-control"] and headers(sent)["content-type"] == "application/geo+json"
    beyond = asked("/app/static/shapes/../secret.js", app=bundles, query=b"v=0f3a", accept_encoding="gzip")
    assert beyond[1]["body"] == b"page"


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        ("/static/js/x.js", "identity"),
        ("/static/js/small.js", "gzip"),
        ("/static/js/none.js", "gzip"),
        ("/static/../secret.js", "gzip"),
        ("/static/js/../../secret.js", "gzip"),
        ("/app/static/x.js", "gzip"),
        ("/app/static/shapes/x.geojson", "gzip"),
        ("/app/static/shapes/../secret.js", "gzip"),
    ],
)
def test_everything_else_is_left_to_streamlit(bundles, path, encoding):
    assert asked(path, app=bundles, accept_encoding=encoding)[1]["body"] == b"page"


def test_an_error_is_a_number_to_its_reader_and_lines_of_code_to_the_log(caplog):
    def of_a_person(name: str) -> None:
        raise KeyError(f"{name} is Bangladeshi")

    try:
        try:
            of_a_person("Ann Other")
        except KeyError as first:
            raise ValueError("Ann Other, Bangladeshi") from first
    except ValueError as error:
        reference = errors.noted(error)
    assert reference in caplog.text
    assert "ValueError from KeyError at tests/web/test_guard.py" in caplog.text
    assert "Ann" not in caplog.text and "Bangladeshi" not in caplog.text
