package dev.warren.engine.tunnel;

/// The whole contract, with wireguard-go at the other end.
class WarrenToWireGuardGoIT extends TunnelContract {
    WarrenToWireGuardGoIT() {
        super(Program.WIREGUARD_GO);
    }
}
