"""The example from start to stop on a local platform: `python -m examples.folder_watcher.demo`, or `make demo`."""
