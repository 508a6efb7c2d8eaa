"""The place of the generated client in the published SDK; ours is the package `ts_connectors_api`."""
