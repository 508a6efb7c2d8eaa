"""The generated client under the path that users know."""
