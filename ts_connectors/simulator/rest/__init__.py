"""The REST interface of the local platform: the generated routes, bound to what the platform does."""
