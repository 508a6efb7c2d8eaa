"""Data apps, artifacts and certificates over REST."""

from __future__ import annotations

import pytest

from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.wire import Caller
from ts_connectors.errors import UsageError
from ts_connectors.simulator import Artifact, LocalConnector, LocalPlatform
from ts_connectors.simulator.state.certificates import AUTHORITY
from ts_connectors_api.data_acquisition.models import DataAppHostType
from ts_connectors_api.data_acquisition.requests import CreateDataAppRequest
from ts_connectors_api.errors import NotFoundError

NEW = CreateDataAppRequest(
    name="Plots", host_type=DataAppHostType.LOCAL, connector_type="common/plots:v2.0.0", provider_ids=[]
)


def test_a_data_app_is_made_read_listed_and_deleted(admin: Caller) -> None:
    data_apps = admin.data_acquisition.data_apps
    made = data_apps.create(NEW)

    assert (made.name, made.host_type, made.operating_status, made.config) == ("Plots", "local", "IDLE", {})
    assert data_apps.get(made.id) == made
    assert [one.id for one in data_apps.list().data_apps] == [made.id]
    data_apps.delete(made.id)
    with pytest.raises(NotFoundError):
        data_apps.get(made.id)


def test_a_data_app_shows_its_artifact_in_full_where_asked(admin: Caller) -> None:
    made = admin.data_acquisition.data_apps.create(NEW)

    full = admin.data_acquisition.data_apps.get(made.id, include=["artifact"]).artifact

    assert "name" not in made.artifact.model_dump(exclude_unset=True)
    assert full.model_dump(exclude_unset=True)["name"] == "plots"


def test_artifacts_are_those_that_something_runs(admin: Caller, connector: LocalConnector) -> None:
    admin.data_acquisition.data_apps.create(NEW)

    listed = admin.data_acquisition.artifacts.list().artifacts

    assert [(one.namespace, one.slug, one.version) for one in listed] == [
        ("common", "scale", "v1.2.0"),
        ("common", "plots", "v2.0.0"),
    ]


@pytest.mark.parametrize("artifact_type", ["common/scale:v1.2.0", "scale"])
def test_an_artifact_is_read_by_its_type_or_its_slug(
    admin: Caller, connector: LocalConnector, artifact_type: str
) -> None:
    found = admin.data_acquisition.artifacts.get(artifact_type)

    assert (found.name, found.source_type, found.manifest) == ("Scale", "scale", {"type": "connector"})


def test_a_slug_alone_means_the_newest_artifact(platform: LocalPlatform, admin: Caller) -> None:
    platform.create_connector("Old", artifact=SCALE)
    platform.create_connector("New", artifact=Artifact(namespace="common", slug="scale", version="v2.0.0"))

    assert admin.data_acquisition.artifacts.get("scale").version == "v2.0.0"


def test_an_artifact_that_there_is_not_is_404(admin: Caller) -> None:
    with pytest.raises(NotFoundError):
        admin.data_acquisition.artifacts.get("common/nothing:v1")


def test_certificates_come_with_content_and_disabled_ones_only_where_asked(
    platform: LocalPlatform, itself: Caller
) -> None:
    platform.state.certificates.add("Proxy", AUTHORITY)
    platform.state.certificates.add("Old proxy", AUTHORITY, is_disabled=True)

    plain = itself.certificates.list(include_content=False, include_disabled=False)
    full = itself.certificates.list(include_content=True, include_disabled=True)

    assert [(one.name, one.content) for one in plain] == [("Proxy", "")]
    assert [(one.name, one.content, one.disabled) for one in full] == [
        ("Proxy", AUTHORITY, False),
        ("Old proxy", AUTHORITY, True),
    ]
    assert full[0].valid_from < full[0].expires_at


def test_a_text_that_is_no_certificate_is_refused(platform: LocalPlatform) -> None:
    with pytest.raises(UsageError, match="PEM"):
        platform.state.certificates.add("Wrong", "not a certificate")
