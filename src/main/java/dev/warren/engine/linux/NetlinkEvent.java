package dev.warren.engine.linux;

/// A change of the machine's network that the kernel told of.
public sealed interface NetlinkEvent {

    /// An interface is new, or its name, MTU or state is.
    record LinkChanged(Link link) implements NetlinkEvent {}

    record LinkRemoved(Link link) implements NetlinkEvent {}

    record AddressAdded(LinkAddress address) implements NetlinkEvent {}

    record AddressRemoved(LinkAddress address) implements NetlinkEvent {}

    /// Some routes or rules have changed; which, is not told, since there may be a million.
    record RoutesChanged() implements NetlinkEvent {}

    /// The kernel had more to tell than there was room for: anything may have changed.
    record Overrun() implements NetlinkEvent {}
}
