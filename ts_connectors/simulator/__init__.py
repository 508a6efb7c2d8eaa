"""The local platform: TDP and AWS on this machine, for development and tests."""
