"""Example connectors; nothing imports them but their own tests."""
