"""The description is made from the types that are used, and the service keeps to it whatever it
is sent."""

from __future__ import annotations

from typing import Any

import jsonschema
import msgspec
import pytest

from provenance.hooks.service import openapi
from provenance.reports.json import shapes
from tests.stand_ins.service import TOKEN, Running


def description() -> dict[str, Any]:
    return msgspec.json.decode(openapi.document())  # type: ignore[no-any-return]


def test_the_report_in_it_is_the_command_lines() -> None:
    components = description()["components"]["schemas"]
    told = shapes.schema("check")["$defs"]
    assert {name: components[name] for name in told} == {
        name: msgspec.json.decode(
            msgspec.json.encode(shape).replace(b"#/$defs/", b"#/components/schemas/")
        )
        for name, shape in told.items()
    }


def test_every_error_has_one_shape_and_every_reference_leads_somewhere() -> None:
    made = description()
    for path in made["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if status >= "400":
                    (content,) = answer["content"].values()
                    assert content["schema"] == {"$ref": "#/components/schemas/ErrorAnswer"}
    for reference in _references(made):
        assert reference.rpartition("/")[2] in made["components"]["schemas"]


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [r for v in value.values() for r in _references(v)]
    return [r for v in value for r in _references(v)] if isinstance(value, list) else []


def test_its_schemas_are_schemas() -> None:
    for schema in description()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_route_is_described_and_every_description_has_its_route(service: Running) -> None:
    for path, operations in description()["paths"].items():
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            asked = path.replace("{id}", "0" * 32)
            status = service.call(method, asked, b"{}" if method == "POST" else None).status
            assert (status == 405) is (method.lower() not in operations), (method, path, status)


@pytest.mark.slow
def test_whatever_is_sent_the_service_keeps_to_its_description(service: Running) -> None:
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    # An article may fit the description and still be none: "422" is then the right answer.
    but = [positive_data_acceptance]
    where: dict[str, Any] = {"base_url": f"http://127.0.0.1:{service.port}", "excluded_checks": but}
    for found in schemathesis.openapi.from_dict(description()).get_all_operations():

        @settings(
            max_examples=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=found.ok().as_strategy())
        def fuzzed(case: Any) -> None:
            answer = case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, **where)
            assert answer.status_code < 500

        fuzzed()
