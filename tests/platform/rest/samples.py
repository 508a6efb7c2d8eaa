"""Answers of the platform, as they come on the wire."""

from __future__ import annotations

from typing import Any

__all__ = ["CERTIFICATE", "CREDENTIALS", "DATA", "DETAILS", "FILES", "SAVED_FILES"]

NOW = "2026-11-22T10:00:00.000Z"
DETAILS: dict[str, Any] = {
    "id": "c-1",
    "name": "Colony counter",
    "orgSlug": "acme",
    "artifact": {"namespace": "common", "slug": "colony-counter", "version": "v1.2.0"},
    "hostType": "standalone",
    "health": "HEALTHY",
    "operatingStatus": "RUNNING",
    "networkStatus": "ONLINE",
    "config": {"folder": "/data", "password": "canary"},
    "updatedAt": NOW,
    "createdAt": NOW,
    "addedByANewerPlatform": {"kept": True},
}
DATA: dict[str, Any] = {
    "values": [
        {"key": "state", "value": {"seen": 3}, "secure": False, "updatedAt": NOW, "createdAt": NOW},
        {"key": "login", "value": {"user": ["canary-user"]}, "secure": True, "updatedAt": NOW, "createdAt": NOW},
    ]
}
FILE: dict[str, Any] = {
    "id": "f-1",
    "uniqueExternalId": "run-1",
    "filepath": "run-1.csv",
    "status": "QUARANTINED",
    "metadata": None,
    "errorMessage": None,
    "updatedAt": NOW,
    "createdAt": NOW,
}
FILES: dict[str, Any] = {"files": [FILE], "total": 1}
SAVED_FILES: dict[str, Any] = {"files": [FILE], "failures": [{"uniqueExternalId": "run-2", "message": "no"}]}
CREDENTIALS: dict[str, Any] = {
    "accessKeyId": "canary-key",
    "secretAccessKey": "canary-secret",
    "sessionToken": "canary-session",
    "expirationDate": "2026-11-22T11:00:00Z",
}
CERTIFICATE: dict[str, Any] = {
    "id": "x-1",
    "name": "Laboratory",
    "orgSlug": "acme",
    "content": "",
    "disabled": False,
    "createdAt": NOW,
    "lastUpdatedAt": NOW,
    "validFrom": NOW,
    "expiresAt": NOW,
}
