package dev.warren.engine.tunnel;

/// The whole contract, with Warren at both ends.
class WarrenToWarrenIT extends TunnelContract {
    WarrenToWarrenIT() {
        super(Program.WARREN);
    }
}
