"""A user's own server asks the hub's library about datasets over HTTP, and is told all the same."""

from __future__ import annotations

import pytest
from handed import reading, writing

from jupyter_hub_publish.domain.datasets import ConsumerToAdd, QuestionToAsk
from jupyter_hub_publish.domain.errors import BadInput, Forbidden, NotFound
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.remote import RemoteLibrary

NOBODY = Actor(name="nobody")  # whom the service would not believe: the token says who asks


@pytest.fixture
def libraries(service):
    made = {name: RemoteLibrary(service.url, f"token-of-{name}") for name in ("alice", "bob")}
    yield made
    for library in made.values():
        library.close()


def test_what_the_service_knows_of_datasets_a_server_is_told(service, libraries):
    said = {"audience": "people", "people": ("group:team-a",)}
    service.publish(writing(), by="alice", title="Demand", **said)
    service.publish(reading(), by="bob", title="Vans")
    alice, bob = (libraries[name].datasets for name in ("alice", "bob"))
    (found,) = bob.search("bikes", actor=NOBODY, limit=5).datasets
    assert (found.name, found.matched) == ("bikeshare.forecast", ("bikes",))
    assert found.writer.url.endswith(f"/r/{found.writer.id}")
    assert bob.search(actor=NOBODY, mine=True).total == 0
    assert alice.search(actor=NOBODY, mine=True).total == 1
    detail = bob.read(found.id, actor=NOBODY)
    assert [ref.title for ref in detail.read_by] == ["Vans"]
    assert len(bob.versions(found.id, actor=NOBODY).versions) == 1
    assert {node.title for node in bob.lineage(found.id, actor=NOBODY).nodes} == {
        "Demand",
        "bikeshare.forecast",
        "Vans",
    }
    plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1")
    (fed,) = bob.add_consumer(found.id, plan, actor=NOBODY).consumers
    assert bob.remove_consumer(found.id, fed.id, actor=NOBODY).consumers == ()
    (asked,) = bob.ask(found.id, QuestionToAsk(text="Why?"), actor=NOBODY).questions
    assert [one.id for one in alice.waiting("bikeshare.forecast", actor=NOBODY).questions] == [
        asked.id
    ]
    with pytest.raises(Forbidden):
        bob.answer(found.id, asked.id, "So.", actor=NOBODY)
    (answered,) = alice.answer(found.id, asked.id, "So.", actor=NOBODY).questions
    assert (answered.answered_by, answered.answered_by_name) == ("alice", "Alice Liddell")
    assert alice.questions(found.id, actor=NOBODY).questions == (answered,)
    (told,) = bob.notices(actor=NOBODY).notices
    assert told.kind == "answer"
    assert bob.notices(told.at, actor=NOBODY).notices == ()
    assert bob.remove_question(found.id, asked.id, actor=NOBODY).questions == ()
    with pytest.raises(NotFound):
        bob.read("daaaaaaaaaa", actor=NOBODY)
    with pytest.raises(BadInput):
        bob.search(actor=NOBODY, limit=1000)
