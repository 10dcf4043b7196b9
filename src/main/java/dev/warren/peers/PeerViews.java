package dev.warren.peers;

import dev.warren.accounts.User;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.EngineInspection;
import dev.warren.interfaces.KnownInterfaces;
import dev.warren.interfaces.WgInterface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes what the API shows of peers, with their interfaces' defaults and their owners' names.
@ApplicationScoped
class PeerViews {

    private final KnownInterfaces interfaces;
    private final LivePeers live;
    private final EngineInspection inspection;

    PeerViews(KnownInterfaces interfaces, LivePeers live, EngineInspection inspection) {
        this.interfaces = interfaces;
        this.live = live;
        this.inspection = inspection;
    }

    @Transactional
    PeerView of(Member member) {
        return of(List.of(member)).getFirst();
    }

    @Transactional
    List<PeerView> of(List<Member> members) {
        Map<UUID, WgInterface> theirs = members.stream()
                .map(Member::interfaceId)
                .distinct()
                .flatMap(id -> interfaces.find(id).stream())
                .collect(Collectors.toMap(WgInterface::id, Function.identity()));
        Map<UUID, String> owners = names(
                members.stream().map(Member::ownerId).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<UUID, Map<PublicKey, String>> unresolved = new HashMap<>();
        return members.stream()
                .filter(member -> theirs.containsKey(member.interfaceId()))
                .map(member -> view(
                        live.live(member),
                        Objects.requireNonNull(theirs.get(member.interfaceId())),
                        owners,
                        unresolved
                                .computeIfAbsent(member.interfaceId(), inspection::unresolved)
                                .get(member.key())))
                .toList();
    }

    /// The names of users, by their ids. Needs a transaction.
    static Map<UUID, String> names(Set<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            User.<User>list("id in ?1", ids).forEach(user -> names.put(user.id(), user.name()));
        }
        return names;
    }

    private static PeerView view(
            LivePeer peer, WgInterface wg, Map<UUID, String> owners, @Nullable String endpointTrouble) {
        Member member = peer.member();
        ClientSettings client = member.client();
        AccessTerms access = member.access();
        UUID owner = member.ownerId();
        return new PeerView(
                member.id(),
                member.number(),
                new PeerView.Named(wg.id(), wg.name()),
                member.name(),
                member.notes(),
                member.tags(),
                owner == null ? null : new PeerView.Named(owner, owners.getOrDefault(owner, "")),
                peer.status().state().key(),
                peer.status().reason(),
                member.publicKey(),
                member.ownKey(),
                member.presharedKey(),
                member.ipv4(),
                member.ipv6(),
                text(client.allowedIps()),
                member.dns(),
                client.mtu(),
                client.keepalive(),
                member.endpoint(),
                client.preUp(),
                client.postUp(),
                client.preDown(),
                client.postDown(),
                Words.of(client.killSwitch()),
                effective(client, wg),
                member.networks(),
                text(member.peerEndpoint()),
                endpointTrouble,
                member.responder(),
                access.enabled(),
                access.expiresAt(),
                text(access.zone()),
                text(access.hours()),
                quota(peer),
                new PeerView.Live(
                        peer.endpoint(),
                        peer.latestHandshake(),
                        peer.receiveTotal(),
                        peer.transmitTotal(),
                        peer.receiveRate(),
                        peer.transmitRate(),
                        peer.countedFrom()),
                member.createdAt(),
                member.updatedAt());
    }

    private static PeerView.Effective effective(ClientSettings client, WgInterface wg) {
        AllowedIps allowed = client.allowedIps();
        return new PeerView.Effective(
                (allowed == null ? wg.clientAllowedIps() : allowed.networks(wg)).texts(),
                (client.dns() == null ? wg.clientDns() : client.dns()).entries(),
                client.mtu() == null ? wg.clientMtu() : client.mtu(),
                client.keepalive() == null ? wg.clientKeepalive() : client.keepalive(),
                client.endpoint(wg).withPort(wg.listenPort()));
    }

    private static PeerView.@Nullable QuotaView quota(LivePeer peer) {
        Quota quota = peer.member().access().quota();
        if (quota == null) {
            return null;
        }
        Instant end = quota.period().end(peer.at(), peer.member().access().zoneOrSystem());
        return new PeerView.QuotaView(
                quota.bytes(),
                Words.of(quota.period()),
                Words.of(quota.counts()),
                Words.of(quota.action()),
                peer.quotaUsed(),
                end.equals(Instant.MAX) ? null : end);
    }

    private static @Nullable String text(@Nullable Object value) {
        return Objects.toString(value, null);
    }
}
