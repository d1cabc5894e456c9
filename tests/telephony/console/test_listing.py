"""Finding calls: newest first, a page at a time, without losing or repeating one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ringup.pipelines.archive import CallArchive
from ringup.telephony.console.listing import (
    LONGEST_CALL,
    PAGE,
    Progress,
    Search,
    find_calls,
    length_ms,
    progress,
)
from tests.telephony.console import scene


@pytest.fixture
def calls(archive: CallArchive) -> CallArchive:
    """120 calls, every fourth with an order."""
    for number in range(120):
        at = scene.NOW + timedelta(minutes=number)
        if number % 4 == 0:
            folder = archive.open(f"C{number}", "phone", "+12125550100", at)
            folder.set_customer("Ada Lovelace")
            folder.add_purchase(scene.EVIDENCE)
            folder.close("ended", at, 1000)
        else:
            scene.add_plain_call(archive, f"C{number}", at, caller="+442079460000")
    return archive


def ids_of_all_pages(archive: CallArchive, search: Search) -> list[str]:
    page = find_calls(archive, search)
    ids = [call.id for call in page.calls]
    while page.continues_after is not None:
        page = find_calls(archive, Search(search.text, search.with_order, page.continues_after))
        ids += [call.id for call in page.calls]
    return ids


def test_nothing_is_found_in_an_empty_archive(archive: CallArchive) -> None:
    page = find_calls(archive, Search())
    assert (page.calls, page.continues_after) == ((), None)


def test_the_first_page_holds_the_newest(calls: CallArchive) -> None:
    page = find_calls(calls, Search())
    assert [call.id for call in page.calls] == [f"C{n}" for n in range(119, 119 - PAGE, -1)]


def test_pages_follow_on_without_gaps(calls: CallArchive) -> None:
    assert ids_of_all_pages(calls, Search()) == [f"C{n}" for n in range(119, -1, -1)]


def test_a_full_last_page_has_no_next(archive: CallArchive) -> None:
    for number in range(PAGE):
        scene.add_plain_call(archive, f"C{number}", scene.NOW)
    assert find_calls(archive, Search()).continues_after is None


def test_only_calls_with_an_order(calls: CallArchive) -> None:
    found = ids_of_all_pages(calls, Search(with_order=True))
    assert found == [f"C{n}" for n in range(116, -1, -4)]


@pytest.mark.parametrize(
    "text", ["lovelace", "ADA love", "471203", "471 203", "+1 212-555-0100", "(212) 555 0100"]
)
def test_text_finds_customers_callers_and_orders(calls: CallArchive, text: str) -> None:
    found = ids_of_all_pages(calls, Search(text))
    assert found == [f"C{n}" for n in range(116, -1, -4)]


def test_text_that_is_nowhere_finds_nothing(calls: CallArchive) -> None:
    assert ids_of_all_pages(calls, Search("somebody else")) == []


def test_a_search_is_kept_from_page_to_page() -> None:
    search = Search("ada & co", with_order=True)
    assert search.from_call("C7") == "q=ada+%26+co&with_order=1&before=C7"
    assert Search().from_call(None) == ""


def test_a_call_is_live_until_it_ends(archive: CallArchive) -> None:
    folder = scene.add_live_call(archive, "CL")
    later = scene.NOW + timedelta(seconds=90)
    assert progress(folder.summary, later) is Progress.LIVE
    assert length_ms(folder.summary, later) == 90_000
    folder.close("ended", later, 89_500)
    assert progress(folder.summary, later) is Progress.ENDED
    assert length_ms(folder.summary, later) == 89_500


def test_a_call_that_never_ended_is_not_live_for_ever(archive: CallArchive) -> None:
    folder = scene.add_live_call(archive, "CL")
    later = scene.NOW + LONGEST_CALL
    assert progress(folder.summary, later) is Progress.CUT_SHORT
    assert length_ms(folder.summary, later) is None
