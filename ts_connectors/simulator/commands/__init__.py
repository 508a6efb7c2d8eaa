"""The command service behind its REST interface: what goes into connectors' queues and what comes back."""
