"""The compiler of command catalogs: from a YAML file to typed handlers, senders and documents."""
