"""Generate typed code from the OpenAPI documents and the command catalogs."""
