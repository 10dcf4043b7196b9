package dev.warren.accounts;

import dev.warren.web.Visitor;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Visitors for tests that have no request.
final class TestVisitors {

    private TestVisitors() {}

    static Visitor at(String address) {
        try {
            return new Visitor(InetAddress.getByName(address), "curl/8.5", false, "vpn.example.org", "");
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
