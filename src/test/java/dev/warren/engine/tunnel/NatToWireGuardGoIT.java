package dev.warren.engine.tunnel;

/// Warren behind NAT, with wireguard-go as the server.
class NatToWireGuardGoIT extends NatContract {
    NatToWireGuardGoIT() {
        super(Program.WIREGUARD_GO);
    }
}
