"""What authors of connectors test with: fakes of every port, a clock that is moved, a harness."""
