"""Work that takes its time: says how far it is, ends when asked to, but never halfway through a load."""

import threading

import pytest

from paceboard import uploads, works
from paceboard.works import Step, Work

WAIT = 10


def begun(make) -> Work:
    work = Work(make)
    work.start()
    return work


def test_a_work_says_how_far_it_is_and_gives_what_was_made():
    reached, go = threading.Event(), threading.Event()

    def make() -> str:
        for thing in works.counted("abc", "slides", 3):
            if thing == "b":
                reached.set()
                assert go.wait(WAIT)
        return "made"

    work = begun(make)
    assert reached.wait(WAIT)
    assert work.step == Step("slides", 1, 3)
    assert not work.is_over
    go.set()
    assert work.wait(WAIT)
    assert work.result == "made"
    assert work.failed is None


def test_a_work_that_nobody_wants_ends_at_its_next_step():
    reached, go, went_on = threading.Event(), threading.Event(), threading.Event()

    def make() -> None:
        reached.set()
        assert go.wait(WAIT)
        works.step("slides", 1, 3)
        went_on.set()

    work = begun(make)
    assert reached.wait(WAIT)
    work.end()
    assert work.is_ended
    go.set()
    assert work.wait(WAIT)
    assert not went_on.is_set()
    assert (work.result, work.failed) == (None, None)


def test_what_must_be_whole_is_not_ended():
    reached, go = threading.Event(), threading.Event()

    def make() -> str:
        works.step("publishing", 0, 2, is_final=True)
        reached.set()
        assert go.wait(WAIT)
        works.step("publishing", 1, 2)
        return "whole"

    work = begun(make)
    assert reached.wait(WAIT)
    work.end()
    go.set()
    assert work.wait(WAIT)
    assert not work.is_ended
    assert work.result == "whole"


def test_what_fails_is_told_and_not_raised():
    def make() -> None:
        raise ValueError("no")

    work = begun(make)
    assert work.wait(WAIT)
    assert isinstance(work.failed, ValueError)
    assert work.result is None


def test_more_works_than_seats_wait_for_their_turn_and_can_be_ended_there():
    go = threading.Event()
    busy = [begun(lambda: go.wait(WAIT)) for _ in range(2)]
    third = begun(lambda: "made")
    assert not third.wait(3 * works.PAUSE)
    assert third.step.stage == "waiting"
    third.end()
    assert third.wait(WAIT)
    assert third.result is None
    go.set()
    assert all(work.wait(WAIT) for work in busy)
    after = begun(lambda: "made")
    assert after.wait(WAIT)
    assert after.result == "made"


def test_outside_of_a_work_steps_mean_nothing():
    works.step("slides", 0, 1)
    assert list(works.counted("ab", "slides", 2)) == ["a", "b"]


@pytest.mark.parametrize("count", [1, 10])
def test_a_load_can_be_ended_until_every_file_is_read(count, monkeypatch):
    said = []
    monkeypatch.setattr(works, "step", lambda stage, *_, **rest: said.append((stage, rest.get("is_final"))))
    told = uploads._told(count)
    for done in range(1, 2 * count + 1):
        told(done, 2 * count, "a.xlsx")
    for done in range(2 * count):
        told(done, 2 * count, "ledger")
    assert said[: count - 1] == [("reading", None)] * (count - 1)
    assert set(said[count - 1 :]) == {("publishing", True)}
