"""The ports made real: the only room that talks to a network. Works from any event loop."""
