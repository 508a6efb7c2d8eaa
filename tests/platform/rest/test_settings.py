from __future__ import annotations

import pytest

from ts_connectors.errors import ConfigurationError
from ts_connectors.settings import ConfigValues, Job, TdpApiConfig, environment, export, state_dir

REST: ConfigValues = {"tdp_endpoint": "https://tdp.example.com", "org_slug": "acme", "connector_token": "ey-token"}


def test_what_is_not_given_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORG_SLUG", "acme")
    monkeypatch.setenv("CLOUDWATCH_FLUSH_INTERVAL", "5000")
    config = TdpApiConfig(hub_id="h-1")
    assert (config.org_slug, config.hub_id, config.cloudwatch_flush_interval) == ("acme", "h-1", 5000)


def test_an_explicit_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATALAKE_BUCKET", "from-the-environment")
    assert TdpApiConfig(datalake_bucket="given").datalake_bucket == "given"


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CONNECTOR_TOKEN", text)
    assert not TdpApiConfig().is_standalone


def test_the_line_break_behind_a_token_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECTOR_TOKEN", "ey-token\n")
    assert TdpApiConfig().connector_token == "ey-token"


@pytest.mark.parametrize("keyword", ["local_certificate_file", "local_certificate_pem_location"])
def test_the_certificate_file_has_two_names(keyword: str) -> None:
    values: ConfigValues = {keyword: "/certificates/tdp.pem"}  # type: ignore[misc]
    config = TdpApiConfig.of(**values)
    assert config.local_certificate_file == config.local_certificate_pem_location == "/certificates/tdp.pem"


def test_replacing_the_certificate_file_by_either_name_replaces_both() -> None:
    config = TdpApiConfig(local_certificate_file="/old.pem").replace(local_certificate_pem_location="/new.pem")
    assert config.local_certificate_file == config.local_certificate_pem_location == "/new.pem"


def test_one_error_names_everything_that_is_missing() -> None:
    with pytest.raises(ConfigurationError) as caught:
        TdpApiConfig().require(Job.REST, Job.COMMANDS)
    assert str(caught.value) == (
        "The connector cannot call the REST API and receive and answer commands: TDP_ENDPOINT is missing; "
        "ORG_SLUG is missing; AWS_REGION is missing; CONNECTOR_ID is missing; OUTBOUND_COMMAND_QUEUE is missing; "
        "CONNECTOR_TOKEN (standalone) or JWT_TOKEN_PARAMETER (cloud, hub) is missing. "
        "Set the variables in the environment, or pass them to TdpApi by their names in lower case."
    )


def test_malformed_values_stand_in_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDP_ENDPOINT", "api.example.com")
    monkeypatch.setenv("CLOUDWATCH_BUFFER_LIMIT", "many")
    monkeypatch.setenv("SKIP_CLOUDWATCH", "maybe")
    monkeypatch.setenv("ARTIFACT_TYPE", "pipeline")
    monkeypatch.setenv("CONNECTOR_TOKEN", "ey-token")
    with pytest.raises(ConfigurationError) as caught:
        TdpApiConfig().require(Job.REST)
    assert str(caught.value).split(". Set the variables")[0] == (
        "The connector cannot call the REST API: ORG_SLUG is missing; "
        "TDP_ENDPOINT is not the URL of a service; write it like https://api.tetrascience.com; "
        "ARTIFACT_TYPE is 'pipeline'; write one of connector, data-app; "
        "SKIP_CLOUDWATCH is 'maybe'; write true or false; "
        "CLOUDWATCH_BUFFER_LIMIT is 'many'; write a whole number above 0, without a unit"
    )


def test_a_malformed_value_can_be_mended_by_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDP_ENDPOINT", "nonsense")
    TdpApiConfig(org_slug="acme", connector_token="ey-token").replace(tdp_endpoint="https://tdp").require(Job.REST)


@pytest.mark.parametrize(
    ("given", "jobs", "missing"),
    [
        pytest.param(REST, [Job.REST], (), id="standalone REST needs no AWS"),
        pytest.param(REST, [Job.AWS], ("AWS_REGION", "CONNECTOR_ID"), id="its AWS needs its id"),
        pytest.param(
            REST, [Job.UPLOADS], ("AWS_REGION", "CONNECTOR_ID", "DATALAKE_BUCKET"), id="uploads need the lake"
        ),
        pytest.param(
            {**REST, "connector_token": None, "jwt_token_parameter": "/token"},
            [Job.REST],
            ("AWS_REGION",),
            id="a token in SSM needs a region",
        ),
        pytest.param(
            {
                **REST,
                "connector_token": None,
                "jwt_token_parameter": "/token",
                "aws_region": "eu-west-1",
                "tdp_certificate_key": "chain.pem",
            },
            [Job.REST],
            ("STREAM_BUCKET",),
            id="a certificate's key needs its bucket",
        ),
    ],
)
def test_each_job_needs_its_own_variables(given: ConfigValues, jobs: list[Job], missing: tuple[str, ...]) -> None:
    named = []
    try:
        TdpApiConfig.of(**given).require(*jobs)
    except ConfigurationError as error:
        named = [part.rsplit(" ", 1)[-1] for part in str(error).split(" is missing")[:-1]]
    assert tuple(named) == missing


@pytest.mark.parametrize(
    ("text", "verifies"), [("false", False), ("0", False), ("FALSE", False), ("true", True), ("1", True), ("no", True)]
)
def test_only_false_and_0_turn_the_check_of_certificates_off(
    monkeypatch: pytest.MonkeyPatch, text: str, verifies: bool
) -> None:
    monkeypatch.setenv("TDP_TLS_REJECT_UNAUTHORIZED", text)
    assert TdpApiConfig().tdp_tls_reject_unauthorized is verifies


def test_secrets_stand_in_no_repr_and_in_no_error() -> None:
    config = TdpApiConfig(connector_token="ey-canary two", iam_proxy="ftp://user:canary@proxy")
    with pytest.raises(ConfigurationError) as caught:
        config.require(Job.REST)
    good = TdpApiConfig(connector_token="ey-canary", iam_proxy="http://user:canary@proxy:3128")
    assert "canary" not in f"{config!r} {good!r} {caught.value}"


def test_the_rest_of_an_endpoint_with_a_password_is_not_quoted() -> None:
    with pytest.raises(ConfigurationError) as caught:
        TdpApiConfig(tdp_endpoint="https://user:canary@tdp.example.com").require(Job.REST)
    assert "canary" not in str(caught.value)


def test_a_slash_behind_the_endpoint_is_dropped() -> None:
    assert TdpApiConfig(tdp_endpoint="https://tdp.example.com/").tdp_endpoint == "https://tdp.example.com"


def test_a_proxy_without_a_scheme_is_http() -> None:
    assert TdpApiConfig(iam_proxy="proxy.example.com:3128").iam_proxy == "http://proxy.example.com:3128"


def test_need_gives_a_text_or_names_the_variable() -> None:
    assert TdpApiConfig(org_slug="acme").need("ORG_SLUG") == "acme"
    with pytest.raises(
        ConfigurationError, match=r"^HUB_ID is missing: set it in the environment or pass it to TdpApi$"
    ):
        TdpApiConfig().need("HUB_ID")


def test_what_is_exported_stands_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "old")
    export({"NO_PROXY": "new"})
    assert environment()["NO_PROXY"] == "new"


def test_no_state_directory_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TS_CONNECTORS_STATE_DIR", " ")
    assert state_dir() is None
