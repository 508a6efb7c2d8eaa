"""The AWS side of the local platform: moto behind a gate that refuses what AWS refuses.

with AwsServer() as aws:
    queue_url = aws.create_queue("commands")
    credentials = aws.issue_credentials(lifetime=timedelta(hours=1), name="my-connector")
    # clients: AWS_ENDPOINT_URL = aws.endpoint, AWS_REGION = aws.region
"""

from ts_connectors.simulator.aws.buckets import ObjectVersion
from ts_connectors.simulator.aws.credentials import Credentials
from ts_connectors.simulator.aws.fault import Fault, FaultHook
from ts_connectors.simulator.aws.policy import Policy
from ts_connectors.simulator.aws.queues import QueueMessage
from ts_connectors.simulator.aws.server import AwsServer
from ts_connectors.simulator.aws.vault import StoredEvent

__all__ = ["AwsServer", "Credentials", "Fault", "FaultHook", "ObjectVersion", "Policy", "QueueMessage", "StoredEvent"]
