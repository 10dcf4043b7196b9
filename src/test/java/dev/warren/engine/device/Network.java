package dev.warren.engine.device;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The path between devices in memory, with somebody on it who sees everything and may do anything with it.
final class Network {
    /// Decides what becomes of a datagram: whatever it gives `onward` travels on.
    interface Eavesdropper {
        void pass(Datagram datagram, Consumer<Datagram> onward);
    }

    private static final Eavesdropper HONEST = (datagram, onward) -> onward.accept(datagram);

    /// Everything that was sent, whether it arrived or not.
    final List<Datagram> sent = new ArrayList<>();

    private final Map<InetSocketAddress, MemoryBind> binds = new HashMap<>();
    private final ArrayDeque<Datagram> underway = new ArrayDeque<>();
    private Eavesdropper eavesdropper = HONEST;

    void eavesdropper(Eavesdropper changed) {
        eavesdropper = changed;
    }

    void honest() {
        eavesdropper = HONEST;
    }

    /// Loses what `lost` says until told otherwise.
    void losing(Predicate<Datagram> lost) {
        eavesdropper = (datagram, onward) -> {
            if (!lost.test(datagram)) {
                onward.accept(datagram);
            }
        };
    }

    void attach(InetSocketAddress address, MemoryBind bind) {
        binds.put(address, bind);
    }

    void detach(InetSocketAddress address) {
        binds.remove(address);
    }

    void send(Datagram datagram) {
        sent.add(datagram);
        eavesdropper.pass(datagram, underway::add);
    }

    /// Puts a datagram onto the path behind the eavesdropper, as an attacker would.
    void inject(Datagram datagram) {
        underway.add(datagram);
    }

    /// Lets everything that is under way arrive.
    ///
    /// @return whether there was anything
    boolean deliver() {
        boolean any = !underway.isEmpty();
        for (Datagram datagram = underway.poll(); datagram != null; datagram = underway.poll()) {
            MemoryBind bind = binds.get(datagram.to().address());
            if (bind != null) {
                bind.arrived(datagram);
            }
        }
        return any;
    }

    /// Forgets what was sent so far.
    void forget() {
        sent.clear();
    }

    List<Datagram> sent(Predicate<Datagram> which) {
        return sent.stream().filter(which).toList();
    }

    int count(Predicate<Datagram> which) {
        return sent(which).size();
    }
}
