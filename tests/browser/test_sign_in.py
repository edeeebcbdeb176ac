"""Signing in at a real OpenID Connect provider on this machine, and what becomes of a role that is given, taken and runs out."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from parity import accept, access, audit, candidate, ledger
from parity.access import ADMINISTRATOR, BODY_OFFICER, Person
from parity.places import Home
from parity.store import open_store
from tests.browser.dashboard import Server, free_port
from tests.browser.test_journey import ready, violations
from tests.load import visitors
from tests.loops import run
from tests.release import harvest

pytestmark = pytest.mark.browser
SECRET = "a-secret-of-this-test-and-of-nothing-else-0123456789"
ANN, BEN = "ann@example.org", "ben@example.org"
SOON = 60_000  # milliseconds: a role taken away is gone within a minute


class Provider:
    """An OpenID Connect provider in a process of its own (the package oidc-provider-mock)."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://localhost:{port}"
        command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise RuntimeError("the identity provider did not start") from None
                time.sleep(0.1)
        for name, email in (("ann", ANN), ("ben", BEN)):
            told = json.dumps({"email": email, "email_verified": True}).encode()
            put = urllib.request.Request(
                f"{self.url}/users/{name}", told, {"Content-Type": "application/json"}, method="PUT"
            )
            urllib.request.urlopen(put, timeout=20).close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


class Signing(Server):
    """A dashboard where people sign in, with an installation of its own; pages are asked for by the name localhost."""

    def __init__(self, home: Path, provider: Provider) -> None:
        self.home = Home(home)
        port = free_port()
        (home / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
            f'client_id = "parity"\nclient_secret = "not one"\n'
            f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        super().__init__(home, ["-W", "ignore", "-m", "parity", "serve", "--port", str(port)], port)
        self.url = f"http://localhost:{port}"


@pytest.fixture(scope="module")
def signing(home: Path, tmp_path_factory) -> Iterator[Signing]:
    """The full store without the illustrative boards and, as if released, the public one with them."""
    own = tmp_path_factory.mktemp("signing") / "home"
    shutil.copytree(home, own)
    shutil.copy(own / "store.duckdb", own / "public.duckdb")
    accept.examples(Home(own), False, by="test")
    provider = Provider()
    running = Signing(own, provider)
    yield running
    running.stop()
    provider.stop()


def sign_in(page: Page, signing: Signing, name: str) -> None:
    page.goto(signing.url)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").click()
    page.get_by_role("button", name="Sign out").wait_for()
    ready(page)


def shows(page: Page, signing: Signing, store: str, timeout: float = 30_000) -> None:
    """The page shows the full or the public store."""
    file = signing.home.store if store == "full" else signing.home.public
    expect(page.locator(".footer")).to_contain_text(open_store(file).build_id, timeout=timeout)


def test_nobody_and_a_stranger_see_the_public_store_and_may_send_nothing(context, signing):
    page = context.new_page()
    page.goto(f"{signing.url}/returns")
    ready(page)
    shows(page, signing, "public")
    expect(page.locator('input[type="file"]')).to_have_count(0)
    sign_in(page, signing, "ben")
    expect(page.locator(".who").first).to_have_text(f"{BEN}, viewer")
    shows(page, signing, "public")
    assert violations(page) == []


def test_a_role_is_there_at_once_and_gone_within_a_minute_though_nobody_touches_the_page(context, signing):
    access.give(signing.home, Person(ANN, ADMINISTRATOR))
    page = context.new_page()
    sign_in(page, signing, "ann")
    shows(page, signing, "full")
    access.take(signing.home, ANN)
    shows(page, signing, "public", SOON)
    access.give(signing.home, Person(ANN, ADMINISTRATOR))
    page.reload()
    ready(page)
    shows(page, signing, "full")
    access.give(signing.home, Person(ANN, ADMINISTRATOR, until=date(2020, 1, 1)))
    shows(page, signing, "public", SOON)
    expect(page.get_by_text("Your role of administrator ended on 2020-01-01.")).to_be_visible()


def test_signing_out_ends_it_in_every_window(context, signing):
    access.give(signing.home, Person(ANN, ADMINISTRATOR))
    page, other = context.new_page(), context.new_page()
    sign_in(page, signing, "ann")
    other.goto(signing.url)
    ready(other)
    shows(other, signing, "full")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/end_session**", wait_until="commit")
    shows(other, signing, "public", SOON)
    page.locator("form button").first.click()
    page.get_by_role("button", name="Sign in").wait_for()
    ready(page)
    shows(page, signing, "public")
    assert [cookie for cookie in context.cookies() if cookie["name"].startswith("_streamlit_user")] == []


@pytest.mark.parametrize(
    ("age", "secret", "told"),
    [(60, SECRET, "administrator"), (8 * 3600 + 60, SECRET, "Your sign-in has run out"), (60, "guessed", "Sign in")],
    ids=["a fresh one", "of this morning", "forged"],
)
def test_a_sign_in_holds_for_a_working_day_and_cannot_be_made_up(context, signing, age, secret, told):
    access.give(signing.home, Person(ANN, ADMINISTRATOR))
    claims = {
        "email": ANN,
        "iat": int(time.time()) - age,
        "is_logged_in": True,
        "provider": "default",
        "origin": signing.url,
    }
    cookie = create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()
    context.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": signing.url}])
    page = context.new_page()
    page.goto(signing.url)
    ready(page)
    expect(page.locator('[data-testid="stSidebar"]')).to_contain_text(told)
    shows(page, signing, "full" if told == "administrator" else "public")


def test_a_body_officer_sees_the_public_store_and_sends_for_their_own_body(context, signing):
    access.give(signing.home, Person(BEN, BODY_OFFICER, frozenset({"E23000001"})))
    page = context.new_page()
    sign_in(page, signing, "ben")
    shows(page, signing, "public")
    page.goto(f"{signing.url}/returns?sender=E23000014")
    ready(page)
    assert "sender=E23000001" in page.url
    forged = audit.lines(signing.home)[-1]
    assert (forged["who"], forged["outcome"], forged["bodies"]) == (BEN, "refused", ["E23000014"])
    expect(page.get_by_text(f"Signed in as {BEN}.")).to_be_visible()
    rows = "body_code,tier,as_at,ethnic_group,people\nE23000014,core,2026-03-31,Indian,2\n"
    page.locator('input[type="file"]').set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    refusal = page.get_by_text("As a body officer you may send returns for E23000001 only.")
    expect(refusal).to_be_visible()
    expect(page.get_by_role("button", name="Accept this return")).to_have_count(0)
    assert violations(page) == []


def signed_in(url: str, email: str) -> dict[str, str]:
    """The cookie of somebody who has signed in a minute ago."""
    claims = {"email": email, "iat": int(time.time()) - 60, "is_logged_in": True, "provider": "default", "origin": url}
    return {"_streamlit_user": create_signed_value(SECRET, "_streamlit_user", json.dumps(claims)).decode()}


def test_forged_addresses_and_messages_of_a_body_officer_get_nothing_of_another(signing):
    """Each leaves a line; a value that is none of the options never gets past Streamlit, which takes the first."""
    seats = (
        "body_code,tier,as_at,ethnic_group,people\n{0},core,2026-03-31,Indian,2\n{0},core,2026-03-31,White British,9\n"
    )
    own, others = "E23000002", "E23000003"
    for body in (own, others):
        data = seats.format(body).encode()
        assert accept.accept(signing.home, candidate.sent(data, f"{body}.csv"), by="test").outcome == "accepted"
    theirs = next(event for event in ledger.read(signing.home.ledger).live if others in event.holds("bodies"))
    access.give(signing.home, Person(BEN, BODY_OFFICER, frozenset({own})))
    before = len(audit.lines(signing.home))

    async def forge() -> str:
        url = f"http://127.0.0.1:{signing.port}"
        visitor = visitors.Visitor(url, visitors.Heard(), signed_in(url, BEN))
        await visitor.arrive("returns", {"sender": others, "held": others, "body": others})
        heard = " ".join(visitor.text)
        box = next(box for box in visitor.boxes.values() if box.label == "Return to withdraw")
        assert [option.split(":")[0] for option in box.options] != [] and theirs.return_id not in str(box.options)
        visitor.chosen = {box.id: theirs.return_id, visitor.fields["Why"]: "forged"}
        await visitor.run(WidgetState(id=visitor.fields["Withdraw"], trigger_value=True))
        heard += " ".join(visitor.text)
        await visitor.run(WidgetState(id="$$ID-0-release", trigger_value=True))
        heard += " ".join(visitor.text)
        await visitor.leave()
        return heard

    heard = run(forge())
    assert theirs.return_id not in heard and f"{others}.csv" not in heard
    assert theirs.return_id in {event.return_id for event in ledger.read(signing.home.ledger).live}
    lines = audit.lines(signing.home)[before:]
    assert {line["who"] for line in lines} == {BEN}
    refused = [line for line in lines if line["outcome"] == "refused"]
    assert {line["act"] for line in refused} == {access.SEND, access.EXPORT, "choose what was not offered"}
    assert any("release" in line["about"] for line in refused) and len(refused) >= 4
    assert not [line for line in lines if others in line["bodies"] and line["outcome"] == "done"]


def test_a_file_is_put_past_the_page_by_nobody_who_may_not_send(signing):
    """Streamlit takes a file from whoever knows the number of a page; here it is asked whose page it is, and what they may do."""
    url = f"http://127.0.0.1:{signing.port}"
    access.give(signing.home, Person(BEN, BODY_OFFICER, frozenset({"E23000001"})))
    before = len(audit.lines(signing.home))

    async def put() -> list[int]:
        stranger, officer = (harvest.Gatherer(url, cookies) for cookies in ({}, signed_in(url, BEN)))
        found = []
        for each in (stranger, officer):
            await each.arrive("returns", {})
        for page, by in ((stranger, stranger), (officer, stranger), (officer, None), (officer, officer)):
            cookies = by.cookies if by else {}
            token = {"X-Xsrftoken": cookies.get("_streamlit_xsrf", "")}
            async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=60) as http:
                for method in ("PUT", "POST", "DELETE") if by is not officer else ("PUT",):
                    address = f"/_stcore/upload_file/{page.session}/{uuid.uuid4()}"
                    body = {"files": {"file": ("a.csv", b"a,b\n")}} if method != "DELETE" else {}
                    found.append((await http.request(method, address, headers=token, **body)).status_code)
        for each in (stranger, officer):
            await each.leave()
        return found

    assert run(put()) == [403] * 9 + [204]
    lines = audit.lines(signing.home)[before:]
    assert [(line["who"], line["act"], line["outcome"]) for line in lines] == [
        ("nobody signed in", access.SEND, "refused")
    ] * 3
