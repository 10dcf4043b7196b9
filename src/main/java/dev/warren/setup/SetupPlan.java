package dev.warren.setup;

import dev.warren.interfaces.InterfaceDraft;

/// The first administrator and the first interface, checked and ready to be stored.
record SetupPlan(String username, String password, InterfaceDraft network) {

    /// Without the password.
    @Override
    public String toString() {
        return "SetupPlan[" + username + "]";
    }
}
