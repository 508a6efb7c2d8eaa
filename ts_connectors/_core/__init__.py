"""What the rooms share and nobody sees: ports, clock, intervals, redaction. No I/O."""
