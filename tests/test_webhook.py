"""News to the office's own network: delivered after a snapshot, refused beyond, never in the way."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from paceboard import lookout, profiles, store, watch_book, watches, webhook
from paceboard.ingest import desk, forms, template
from paceboard.ingest.door import Overrides

CODE = "2019-510104-48-01-000001"


@contextmanager
def listening(status: int = 204, location: str = "", seconds: float = 0.0) -> Iterator[tuple[str, list]]:
    """Run a server on this machine; gives its address and the list of what it was sent."""
    heard: list = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            threading.Event().wait(seconds)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.daemon_threads = True
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/news?from=paceboard", heard
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "http://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
        "http://[::ffff:8.8.8.8]/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0:80/",
        "http://224.0.0.1/",
        "http://134744072/",
    ],
)
def test_nothing_is_sent_outside(url):
    with pytest.raises(webhook.Refused) as refused:
        webhook.place(url)
    assert refused.value.key == "hook_outside"
    assert webhook.send(url, {})[0] == "hook_outside"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://127.0.0.1/",
        "127.0.0.1",
        "http://",
        "http://me@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_refused(url):
    assert webhook.send(url, {})[0] == "hook_no_address"


def test_a_name_is_judged_by_every_address_it_stands_for(monkeypatch):
    def both(*_: object, **__: object) -> list:
        return [(2, 1, 6, "", (address, 80)) for address in ("10.0.0.5", "93.184.216.34")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert webhook.send("http://news.office/", {}) == (
        "hook_outside",
        {"host": "news.office", "address": "93.184.216.34"},
    )


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.20", "::1", "fd00::1"])
def test_this_machine_and_private_networks_are_inside(address):
    assert webhook.is_inside(address)


@pytest.mark.parametrize("address", ["172.32.0.1", "11.0.0.1", "100.64.0.1", "fe80::1", "::"])
def test_neighbours_of_private_networks_are_not(address):
    assert not webhook.is_inside(address)


def test_news_arrives_as_json_and_a_redirect_is_not_followed():
    with listening() as (url, heard):
        assert webhook.send(url, {"fired": ["锦江区"]}) == ("hook_sent", {"status": 204})
        assert heard == [{"fired": ["锦江区"]}]
        with listening(302, location=url) as (other, _):
            assert webhook.send(other, {}) == ("hook_declined", {"status": 302})
        assert len(heard) == 1


def test_a_server_that_is_silent_or_gone_costs_a_moment():
    with listening(seconds=30) as (url, _):
        begun = time.monotonic()
        assert webhook.send(url, {}, seconds=0.2)[0] == "hook_failed"
        assert time.monotonic() - begun < 2
    assert webhook.send(url, {}, seconds=0.2)[0] == "hook_failed"


def publish(home, name: str) -> None:
    path = home / name
    rows = {"project": [{"project_code": CODE, "project_name": name}]}
    where = {"unit": "jinjiang", "period": date(2019, 1, 1), "received_on": date(2019, 2, 3)}
    template.write(path, forms.load("monthly-1"), profiles.get("chengdu"), rows=rows, **where)
    (receipt,) = desk.load([path], folder=home, overrides=Overrides(submitted_by="test"))
    assert receipt.status == "accepted"


def looking() -> None:
    """Wait for whoever looks at a snapshot."""
    for thread in threading.enumerate():
        if thread.name == "lookout":
            thread.join(30)


def test_a_published_snapshot_is_told_with_what_fired_and_what_is_new(tmp_path):
    watch = watches.made(
        name="项目数",
        by="王",
        city="chengdu",
        list_kind="key",
        measure="project_count",
        cut="unit",
        comparison="at_least",
        threshold="1",
    )
    watch_book.put(tmp_path, watch)
    with listening() as (url, heard):
        watch_book.call(tmp_path, url)
        publish(tmp_path, "first.xlsx")
        looking()
    (news,) = heard
    assert news["snapshot"] == store.current(tmp_path)
    assert (news["fired_count"], news["new_count"]) == (1, 0)
    (fired,) = news["fired"]
    assert (fired["key"], fired["value"], fired["is_new"]) == ("jinjiang", 1.0, None)
    assert fired["zh"] == "每个责任单位的项目数不低于1（市重点项目）：锦江区 1"
    (record,) = watch_book.records(tmp_path)
    assert record.sent["key"] == "hook_sent"
    assert record.rules[watch.id]["keys"] == ["jinjiang"]


def test_publishing_does_not_wait_for_a_webhook_nor_fail_with_it(tmp_path, caplog):
    watch_book.put(
        tmp_path,
        watches.made(
            name="坏",
            by="王",
            city="chengdu",
            list_kind="key",
            measure="project_count",
            cut="all",
            comparison="above",
            threshold="0",
        ),
    )
    watch_book.call(tmp_path, "http://127.0.0.1:1/")
    publish(tmp_path, "first.xlsx")
    looking()
    assert watch_book.records(tmp_path)[0].sent["key"] == "hook_failed"
    watch_book.path(tmp_path).with_name("fired.json").unlink()
    watch_book.path(tmp_path).with_name("fired.json").mkdir()
    assert lookout.after(tmp_path) is not None
    looking()
    assert "rules were not held against snapshot" in caplog.text
