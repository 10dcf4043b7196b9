package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.AddressPool;
import dev.warren.interfaces.Converters;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.Sealed;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.generator.EventType;
import org.jspecify.annotations.Nullable;

/// One client or site of an interface, as it is stored. What is null among the client's settings is inherited.
@Entity
@Table(name = "peer")
public class Peer extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Generated(event = EventType.INSERT)
    @Column(insertable = false, updatable = false)
    private Long number;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "interface_id")
    private WgInterface wg;

    private String name;
    private String notes;

    @Column(name = "private_key")
    @Convert(converter = Sealed.class)
    private @Nullable String privateKey;

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "preshared_key")
    @Convert(converter = Sealed.class)
    private @Nullable String presharedKey;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfAddress.class)
    private @Nullable InetAddress ipv4;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfAddress.class)
    private @Nullable InetAddress ipv6;

    @Column(name = "allowed_ips")
    private @Nullable IpPrefixes allowedIps;

    private @Nullable DnsServers dns;
    private @Nullable Integer mtu;
    private @Nullable Integer keepalive;
    private @Nullable PublicEndpoint endpoint;

    @ElementCollection
    @CollectionTable(name = "peer_network", joinColumns = @JoinColumn(name = "peer_id"))
    @Column(name = "network", columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfPrefix.class)
    private Set<IpPrefix> networks = new HashSet<>();

    private boolean enabled;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @CreationTimestamp
    @Column(name = "created_at")
    private Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    protected Peer() {}

    /// Stores a new peer with fresh keys and, where `draft` names none, the lowest free addresses.
    ///
    /// @throws Rejection if its name, key, address or network belongs to another one, or no address is left
    public static Peer create(WgInterface wg, PeerDraft draft) {
        var created = new Peer();
        created.wg = wg;
        created.newKeys(draft);
        var pool = AddressPool.locked(wg);
        created.take(draft);
        created.ipv4 = draft.ipv4() == null ? pool.nextIpv4() : draft.ipv4();
        created.ipv6 = draft.ipv6() == null ? pool.nextIpv6() : draft.ipv6();
        PeerConstraints.guard(created, () -> {
            created.requireFreeNetworks();
            created.persistAndFlush();
        });
        return created;
    }

    /// Changes everything that `draft` says. Keys stay, and so do addresses that it does not name.
    ///
    /// @throws Rejection if its name, address or network belongs to another one
    public void change(PeerDraft draft) {
        take(draft);
        ipv4 = draft.ipv4() == null ? ipv4 : draft.ipv4();
        ipv6 = draft.ipv6() == null ? ipv6 : draft.ipv6();
        PeerConstraints.guard(this, () -> {
            requireFreeNetworks();
            getEntityManager().flush();
        });
    }

    /// @throws Rejection if its time is over, because enabling would not let it in
    public void enable(Instant now) {
        if (isExpired(now)) {
            throw Rejection.invalid(
                    "expiresAt", "%s has expired: give it a later time of expiry, or none.".formatted(name));
        }
        enabled = true;
        getEntityManager().flush();
    }

    public void disable() {
        enabled = false;
        getEntityManager().flush();
    }

    void deleteNow() {
        delete();
        getEntityManager().flush();
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public static Optional<Peer> withNumber(long number) {
        return find("number", number).firstResultOptional();
    }

    public static List<Peer> of(WgInterface wg) {
        return list("from Peer p left join fetch p.networks where p.wg = ?1 order by p.name", wg);
    }

    /// What the engine is told.
    ///
    /// @param lastEndpoint where it was seen last, to be dialled there; null if nowhere
    PeerConfig engineConfig(@Nullable InetSocketAddress lastEndpoint) {
        List<IpPrefix> allowed = new ArrayList<>();
        if (ipv4 != null) {
            allowed.add(new IpPrefix(ipv4, 32));
        }
        if (ipv6 != null) {
            allowed.add(new IpPrefix(ipv6, 128));
        }
        allowed.addAll(networks);
        return new PeerConfig(
                PublicKey.parse(publicKey),
                presharedKey == null ? null : PresharedKey.parse(presharedKey),
                lastEndpoint,
                0,
                allowed,
                false);
    }

    private void newKeys(PeerDraft draft) {
        if (draft.publicKey() == null) {
            var key = PrivateKey.generate();
            privateKey = key.base64();
            publicKey = key.publicKey().base64();
            key.destroy();
        } else {
            publicKey = draft.publicKey().base64();
        }
        if (publicKey.equals(wg.publicKey())) {
            throw Rejection.invalid("publicKey", "This is the key of %s itself.".formatted(wg.name()));
        }
        if (draft.presharedKey()) {
            var psk = PresharedKey.generate();
            presharedKey = psk.base64();
            psk.destroy();
        }
    }

    private void take(PeerDraft draft) {
        name = draft.name();
        notes = draft.notes();
        allowedIps = draft.allowedIps();
        dns = draft.dns();
        mtu = draft.mtu();
        keepalive = draft.keepalive();
        endpoint = draft.endpoint();
        networks.retainAll(draft.networks().networks());
        networks.addAll(draft.networks().networks());
        enabled = draft.enabled();
        expiresAt = draft.expiresAt();
    }

    /// The database would refuse the overlap too, but could not say with whom.
    private void requireFreeNetworks() {
        for (IpPrefix network : networks) {
            PeerNetworks.requireFree(this, network);
        }
    }

    public UUID id() {
        return id;
    }

    /// A small number that identifies the peer where a UUID can't.
    public long number() {
        return number;
    }

    public WgInterface wg() {
        return wg;
    }

    public String name() {
        return name;
    }

    public String notes() {
        return notes;
    }

    /// Null if the peer keeps its private key to itself.
    @Nullable String privateKey() {
        return privateKey;
    }

    public String publicKey() {
        return publicKey;
    }

    @Nullable String presharedKey() {
        return presharedKey;
    }

    public @Nullable InetAddress ipv4() {
        return ipv4;
    }

    public @Nullable InetAddress ipv6() {
        return ipv6;
    }

    public @Nullable IpPrefixes allowedIps() {
        return allowedIps;
    }

    public @Nullable DnsServers dns() {
        return dns;
    }

    public @Nullable Integer mtu() {
        return mtu;
    }

    public @Nullable Integer keepalive() {
        return keepalive;
    }

    public @Nullable PublicEndpoint endpoint() {
        return endpoint;
    }

    /// Networks behind the peer.
    public IpPrefixes networks() {
        return new IpPrefixes(networks.stream()
                .sorted(Comparator.comparing(IpPrefix::toString))
                .toList());
    }

    public boolean enabled() {
        return enabled;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version;
    }
}
