"""The local platform: TDP and AWS on this machine, for development and tests.

with LocalPlatform() as platform:
    connector = platform.create_connector("Scale", artifact=Artifact(namespace="my", slug="scale", version="v1.0.0"))
    environment = platform.environment(connector)  # of a process that runs the connector
"""

from ts_connectors.simulator.address import PlatformAddress
from ts_connectors.simulator.connector import LocalConnector
from ts_connectors.simulator.platform import LocalPlatform
from ts_connectors.simulator.state.artifacts import Artifact
from ts_connectors.simulator.state.basis import Timings

__all__ = ["Artifact", "LocalConnector", "LocalPlatform", "PlatformAddress", "Timings"]
