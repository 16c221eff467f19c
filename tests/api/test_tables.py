"""The tables are complete: every error has a status, every route its summary and its types."""

import inspect

from jupyter_hub_publish.api import errors as api_errors
from jupyter_hub_publish.api.endpoint import parameters_of
from jupyter_hub_publish.api.endpoints import ENDPOINTS
from jupyter_hub_publish.api.local_endpoints import LOCAL_ENDPOINTS
from jupyter_hub_publish.api.openapi import document
from jupyter_hub_publish.domain import errors


def kinds():
    members = (kind for _, kind in inspect.getmembers(errors, inspect.isclass))
    return {k for k in members if issubclass(k, errors.PublishError)} - {errors.PublishError}


def test_every_error_has_a_status_and_a_code_of_its_own():
    assert set(api_errors.STATUS) == kinds()
    codes = [kind.code for kind in kinds()]
    assert len(set(codes)) == len(codes)


def test_the_tree_that_is_drawn_is_the_tree_that_is():
    drawn = errors.__doc__ or ""
    for kind in kinds():
        assert f"─ {kind.__name__} " in drawn


def test_every_route_says_its_own_method_and_path_and_what_it_is_for():
    for endpoint in (*ENDPOINTS, *LOCAL_ENDPOINTS):
        said = (endpoint.run.__doc__ or "").splitlines()[0]
        assert said.startswith(f"{endpoint.method} {endpoint.path}: ")
        assert endpoint.summary.endswith(".")


def test_no_route_stands_twice():
    routes = [(e.method, e.path) for e in (*ENDPOINTS, *LOCAL_ENDPOINTS)]
    assert len(set(routes)) == len(routes)


def test_the_document_names_every_route_and_every_parameter():
    paths = document()["paths"]
    for endpoint in (*ENDPOINTS, *LOCAL_ENDPOINTS):
        operation = paths[endpoint.path][endpoint.method.lower()]
        named = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        assert named == parameters_of(endpoint.path)


def test_reading_has_no_effect():
    assert all(e.body is None for e in (*ENDPOINTS, *LOCAL_ENDPOINTS) if e.method == "GET")
