package dev.warren.engine.tunnel;

class WarrenToWarrenInLanesIT extends TunnelContract {
    WarrenToWarrenInLanesIT() {
        super(Program.WARREN_IN_LANES);
    }
}
