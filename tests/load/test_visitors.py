"""A few visitors at once: nobody gets an error, and what they are told is the page they asked for."""

import pytest

from tests.browser.dashboard import Server
from tests.load import visitors
from tests.loops import run

pytestmark = pytest.mark.browser


def test_a_few_people_at_once_all_get_their_page(server: Server):
    heard = run(visitors.at_once(server.url, people=6, choices=1))
    assert heard.errors == []
    assert len(heard.waited["first screen"]) == len(heard.waited["filter"]) == 6


def test_a_visitor_hears_the_page_of_the_link_and_then_of_another_choice(server: Server):
    async def look() -> list[str]:
        visitor = visitors.Visitor(server.url, visitors.Heard())
        await visitor.arrive("representation", {"body": "E23000001", "part": "officers", "at": "1999-09-30"})
        first = " ".join(visitor.text)
        assert all(visitor.fragments[box] for box in visitor.boxes)  # a choice runs the page, and not what is around it
        box = next(box for box in visitor.boxes.values() if box.label == "Ethnic minorities")
        await visitor.pick(box.id, next(each for each in box.options if each.startswith("Including")))
        await visitor.leave()
        return [first, " ".join(visitor.text)]

    first, second = run(look())
    assert "907 of the 25,885 police officers" in first
    assert "Metropolitan" in second and second != first


@pytest.mark.parametrize("url", ["http://192.0.2.1:80", "http://example.org"])
def test_visitors_come_to_this_machine_alone(url):
    with pytest.raises(ValueError, match=r"this machine|does not appear"):
        visitors.Visitor(url, visitors.Heard())


def test_there_is_a_most(server: Server):
    with pytest.raises(ValueError, match="between 1 and 300"):
        run(visitors.at_once(server.url, people=301))


@pytest.mark.soak
def test_two_hundred_people_act_for_ten_minutes_while_a_large_return_comes_in(tmp_path):
    from tests.load.__main__ import served, watch, work

    with served(tmp_path) as (url, process):
        run(visitors.at_once(url, 2))
        heard = visitors.Heard()
        others = [work(tmp_path), watch(process.pid, 600, heard)]
        run(visitors.acting(url, people=200, every=30, seconds=600, during=others, heard=heard))
    print("\n".join(heard.lines()))
    assert heard.errors == []
    assert heard.at("filter") <= 3
