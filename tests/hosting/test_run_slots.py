"""Scripts take slots, and none waits for ever."""

import threading
import time

import pytest

from atlas.hosting.run_slots import RunSlots


def test_no_more_than_so_many_at_once() -> None:
    slots, inside, most = RunSlots(2, 30), 0, 0
    count = threading.Lock()

    def script() -> None:
        nonlocal inside, most
        with slots.slot():
            with count:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with count:
                inside -= 1

    threads = [threading.Thread(target=script) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2 and inside == 0


def test_a_long_calculation_does_not_hold_up_the_others() -> None:
    slots, ended = RunSlots(1, 0.05), threading.Event()
    entered = []

    def script() -> None:
        with slots.slot():
            entered.append(time.perf_counter())

    with slots.slot():
        thread = threading.Thread(target=lambda: (script(), ended.set()))
        thread.start()
        assert ended.wait(20), "waited for the long one"
    thread.join()
    assert len(entered) == 1


def test_a_failed_script_gives_its_place_back() -> None:
    slots = RunSlots(1, 30)
    for _ in range(3):
        with pytest.raises(ValueError), slots.slot():
            raise ValueError
    began = time.perf_counter()
    with slots.slot():
        assert time.perf_counter() - began < 10


def test_who_lost_patience_gives_no_place_back_that_it_never_had() -> None:
    slots = RunSlots(1, 0.01)
    with slots.slot(), slots.slot():
        pass
    with slots.slot(), slots.slot():
        pass


def test_a_script_that_only_waits_lends_its_slot() -> None:
    slots = RunSlots(1, 30)
    entered = threading.Event()

    def script() -> None:
        with slots.slot():
            entered.set()

    with slots.slot():
        thread = threading.Thread(target=script)
        thread.start()
        with slots.lent():
            assert entered.wait(20), "the slot was kept while its script waited"
            thread.join()
        began = time.perf_counter()
    with slots.slot():
        assert time.perf_counter() - began < 10, "the slot was lost"
