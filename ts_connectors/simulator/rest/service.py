"""All operations of the three services, each with the object that answers it."""

from __future__ import annotations

from collections.abc import Sequence

from ts_connectors.simulator.rest.certificates import ServedCertificates
from ts_connectors.simulator.rest.command_service import ServedCommandService
from ts_connectors.simulator.rest.connector_data import ServedConnectorData
from ts_connectors.simulator.rest.connector_life import ServedConnectorLife
from ts_connectors.simulator.rest.connectors import ServedConnectors
from ts_connectors.simulator.rest.data_apps import ServedDataApps
from ts_connectors.simulator.rest.engine import Engine
from ts_connectors.simulator.rest.hubs import ServedHubs
from ts_connectors.simulator.rest.reports import ServedReports
from ts_connectors_api.certificates.routes import ROUTES as CERTIFICATES_ROUTES
from ts_connectors_api.certificates.routes import CertificatesService
from ts_connectors_api.command_service.routes import ROUTES as COMMAND_ROUTES
from ts_connectors_api.command_service.routes import CommandServiceService
from ts_connectors_api.data_acquisition.routes import ROUTES as DATA_ACQUISITION_ROUTES
from ts_connectors_api.data_acquisition.routes import DataAcquisitionService
from ts_connectors_api.routing import Route

__all__ = ["ROUTES", "Services"]

ROUTES: Sequence[Route] = (*DATA_ACQUISITION_ROUTES, *COMMAND_ROUTES, *CERTIFICATES_ROUTES)


class DataAcquisition(
    ServedConnectors, ServedConnectorLife, ServedConnectorData, ServedHubs, ServedDataApps, ServedReports
):
    """The data acquisition service."""


class Services:
    """Finds the method that answers a route."""

    def __init__(self, engine: Engine) -> None:
        # The annotations let the type checker compare every method with what the document wants.
        data_acquisition: DataAcquisitionService = DataAcquisition(engine)
        command_service: CommandServiceService = ServedCommandService(engine)
        certificates: CertificatesService = ServedCertificates(engine)
        self._methods = {
            route.serves: getattr(service, route.serves)
            for service, routes in (
                (data_acquisition, DATA_ACQUISITION_ROUTES),
                (command_service, COMMAND_ROUTES),
                (certificates, CERTIFICATES_ROUTES),
            )
            for route in routes
        }

    async def answer(self, route: Route, *arguments: object, **query: object) -> object:
        """Call the method that answers a route."""
        return await self._methods[route.serves](*arguments, **query)
