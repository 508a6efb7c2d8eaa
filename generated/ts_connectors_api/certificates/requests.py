# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""What TDP certificates is sent."""

from __future__ import annotations
