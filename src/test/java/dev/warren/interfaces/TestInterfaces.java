package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/// Interfaces for tests, each with a name, a port and ranges of its own, so that tests don't disturb one another.
@ApplicationScoped
public class TestInterfaces {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final InterfaceChanges changes;

    TestInterfaces(InterfaceChanges changes) {
        this.changes = changes;
    }

    /// A stored interface with room for 253 peers.
    public WgInterface create() {
        return create(24);
    }

    /// @param length of the IPv4 prefix
    public WgInterface create(int length) {
        return QuarkusTransaction.requiringNew().call(() -> changes.create(draft(length)));
    }

    /// The interface's private key, which nothing but the engine is told.
    public static String privateKey(WgInterface wg) {
        return wg.engineConfig(true).privateKey().base64();
    }

    /// One that no database knows.
    public static WgInterface unstored() {
        return new WgInterface(draft(24));
    }

    public static WgInterface unstored(InterfaceDraft draft) {
        return new WgInterface(draft);
    }

    public static InterfaceDraft draft(int length) {
        int number = COUNT.incrementAndGet();
        return InterfaceDraft.first(
                        PublicEndpoint.parse("vpn.example.org"),
                        40_000 + number,
                        IpPrefix.parse("10.%d.%d.0/%d".formatted(100 + number / 256, number % 256, length)),
                        IpPrefix.parse("fd00:%x::/64".formatted(number)))
                .withName("test" + number);
    }
}
