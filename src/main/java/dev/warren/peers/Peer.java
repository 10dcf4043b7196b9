package dev.warren.peers;

import dev.warren.engine.EndpointText;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.Converters;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// One client or site of an interface, as it is stored. What is null among the client's settings is inherited.
@Entity
@Table(name = "peer")
public class Peer extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(updatable = false)
    private long number;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "interface_id")
    private WgInterface wg;

    private String name;
    private String notes;

    @Embedded
    private PeerKeys keys;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfAddress.class)
    private @Nullable InetAddress ipv4;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfAddress.class)
    private @Nullable InetAddress ipv6;

    @Column(name = "owner_id")
    private @Nullable UUID ownerId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> tags = List.of();

    @Embedded
    private ClientSettings client;

    @ElementCollection
    @CollectionTable(name = "peer_network", joinColumns = @JoinColumn(name = "peer_id"))
    @Column(name = "network", columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    @Convert(converter = Converters.OfPrefix.class)
    private Set<IpPrefix> networks = new HashSet<>();

    @Column(name = "peer_endpoint")
    private @Nullable PublicEndpoint peerEndpoint;

    private boolean responder;

    @Embedded
    private AccessTerms access;

    @CreationTimestamp
    @Column(name = "created_at")
    private Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    protected Peer() {}

    @SuppressWarnings("NullAway.Init") // Hibernate sets the id and the times
    Peer(
            WgInterface wg,
            long number,
            PeerDraft draft,
            PeerKeys keys,
            @Nullable InetAddress ipv4,
            @Nullable InetAddress ipv6) {
        this.wg = wg;
        this.number = number;
        this.keys = keys;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        take(draft);
    }

    /// Changes everything that `draft` says; addresses that it does not name stay.
    ///
    /// @throws Rejection if its key is the interface's
    void change(PeerDraft draft) {
        keys = keys.changed(wg, draft);
        take(draft);
        ipv4 = draft.ipv4() == null ? ipv4 : draft.ipv4();
        ipv6 = draft.ipv6() == null ? ipv6 : draft.ipv6();
    }

    /// Gives it other keys: a fresh pair or, if it keeps its private key to itself, `own`; and a fresh preshared
    /// key if it has one.
    ///
    /// @throws Rejection if it keeps its private key to itself and `own` is null, or this is the interface's key
    void rotateKeys(@Nullable PublicKey own) {
        if (own == null && keys.privateKey() == null) {
            throw Rejection.invalid(
                    "publicKey", "%s keeps its private key to itself: give its new public key.".formatted(name));
        }
        keys = PeerKeys.fresh(wg, own, keys.presharedKey() != null);
    }

    /// @throws Rejection if its time is over, because enabling would not let it in
    void enable(Instant now) {
        if (access.isExpired(now)) {
            throw Rejection.invalid(
                    "expiresAt", "%s has expired: give it a later time of expiry, or none.".formatted(name));
        }
        access = access.withEnabled(true);
    }

    void disable() {
        access = access.withEnabled(false);
    }

    /// @throws Rejection if it would have too many
    void tag(List<String> more) {
        List<String> all =
                Stream.concat(tags.stream(), more.stream()).distinct().sorted().toList();
        if (all.size() > PeerTexts.MOST_TAGS) {
            throw Rejection.invalid("tags", "%s would have more than %d tags.".formatted(name, PeerTexts.MOST_TAGS));
        }
        tags = all;
    }

    void untag(List<String> fewer) {
        tags = tags.stream().filter(tag -> !fewer.contains(tag)).toList();
    }

    /// @throws Rejection if it never expires anyway
    void extend(Duration time, Instant now) {
        Instant expiry = access.expiresAt();
        if (expiry == null) {
            throw Rejection.invalid("expiresAt", "%s never expires.".formatted(name));
        }
        access = access.withExpiry((expiry.isAfter(now) ? expiry : now).plus(time));
    }

    /// Writes what has changed in peers of one interface or several.
    ///
    /// @throws Rejection if a name, key, address or network belongs to another one
    static void write(List<Peer> changed) {
        PeerConstraints.guard(changed, () -> {
            changed.forEach(Peer::requireFreeNetworks);
            getEntityManager().flush();
        });
    }

    /// Those of these peers that are there, their rows locked until the end of the transaction.
    static List<Peer> locked(Collection<UUID> ids) {
        Map<String, ?> wanted = Map.of("ids", ids.toArray(UUID[]::new));
        Sql.rows("select id from peer where id = any(:ids) order by id for update", UUID.class, wanted);
        return listed(ids);
    }

    /// Those of these peers that are there.
    static List<Peer> listed(Collection<UUID> ids) {
        return list("from Peer p left join fetch p.networks where p.id in ?1", ids);
    }

    /// The peer with this id; throws the [Rejection] 404 if there is none.
    public static Peer known(UUID id) {
        return Peer.<Peer>findByIdOptional(id).orElseThrow(Peer::unknown);
    }

    static Rejection unknown() {
        return Rejection.notFound("There is no such peer. Somebody may have deleted it.");
    }

    public static Optional<Peer> withNumber(long number) {
        return find("number", number).singleResultOptional();
    }

    public static List<Peer> of(WgInterface wg) {
        return list("from Peer p left join fetch p.networks where p.wg = ?1 order by p.name", wg);
    }

    /// What the engine is told. It looks a host name up by itself.
    PeerConfig engineConfig() {
        List<IpPrefix> allowed = new ArrayList<>();
        if (ipv4 != null) {
            allowed.add(new IpPrefix(ipv4, 32));
        }
        if (ipv6 != null) {
            allowed.add(new IpPrefix(ipv6, 128));
        }
        allowed.addAll(networks);
        return new PeerConfig(
                PublicKey.parse(keys.publicKey()),
                keys.presharedKey() == null ? null : PresharedKey.parse(keys.presharedKey()),
                peerEndpoint == null ? null : EndpointText.parse(peerEndpoint.toString()),
                0,
                allowed,
                responder);
    }

    private void take(PeerDraft draft) {
        name = draft.name();
        notes = draft.notes();
        tags = draft.tags();
        ownerId = draft.ownerId();
        client = draft.client();
        networks.retainAll(draft.networks().networks());
        networks.addAll(draft.networks().networks());
        peerEndpoint = draft.peerEndpoint();
        responder = draft.responder();
        access = draft.access();
    }

    /// The database would refuse the overlap too, but could not say with whom.
    void requireFreeNetworks() {
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
        return keys.privateKey();
    }

    public String publicKey() {
        return keys.publicKey();
    }

    @Nullable String presharedKey() {
        return keys.presharedKey();
    }

    public @Nullable InetAddress ipv4() {
        return ipv4;
    }

    public @Nullable InetAddress ipv6() {
        return ipv6;
    }

    public List<String> tags() {
        return tags;
    }

    public @Nullable UUID ownerId() {
        return ownerId;
    }

    ClientSettings client() {
        return client;
    }

    /// Its own, with a preset worked out; null if inherited.
    public @Nullable IpPrefixes allowedIps() {
        AllowedIps own = client.allowedIps();
        return own == null ? null : own.networks(wg);
    }

    /// Where the server reaches it; null if it has to come by itself.
    public @Nullable PublicEndpoint peerEndpoint() {
        return peerEndpoint;
    }

    /// Whether the server never dials it.
    public boolean responder() {
        return responder;
    }

    public AccessTerms access() {
        return access;
    }

    /// Networks behind the peer.
    public IpPrefixes networks() {
        return new IpPrefixes(networks.stream()
                .sorted(Comparator.comparing(IpPrefix::toString))
                .toList());
    }

    public boolean enabled() {
        return access.enabled();
    }

    public @Nullable Instant expiresAt() {
        return access.expiresAt();
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
