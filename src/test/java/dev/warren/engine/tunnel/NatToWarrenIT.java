package dev.warren.engine.tunnel;

/// Warren behind NAT, with Warren as the server.
class NatToWarrenIT extends NatContract {
    NatToWarrenIT() {
        super(Program.WARREN);
    }
}
