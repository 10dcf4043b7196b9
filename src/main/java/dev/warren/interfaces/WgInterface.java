package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.Offload;
import dev.warren.engine.Routes;
import dev.warren.engine.key.PrivateKey;
import dev.warren.web.Rejection;
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
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// One WireGuard network of this server, as it is stored: its key, port and ranges, and what its peers inherit.
@Entity
@Table(name = "wg_interface")
public class WgInterface extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    private String name;
    private String comment;
    private boolean enabled;

    @Column(name = "private_key")
    @Convert(converter = Sealed.InterfaceKey.class)
    private String privateKey;

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "listen_port")
    private int listenPort;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    private @Nullable IpPrefix ipv4;

    @Column(columnDefinition = "inet")
    @ColumnTransformer(write = "?::inet")
    private @Nullable IpPrefix ipv6;

    private int mtu;
    private PublicEndpoint endpoint;

    @Column(name = "client_dns")
    private DnsServers clientDns;

    @Column(name = "client_allowed_ips")
    private IpPrefixes clientAllowedIps;

    @Column(name = "client_keepalive")
    private int clientKeepalive;

    @Column(name = "client_mtu")
    private @Nullable Integer clientMtu;

    private int fwmark;

    @Column(name = "bind_device")
    private @Nullable String bindDevice;

    private Routes routes;

    @Column(name = "nat_ipv4")
    private boolean natIpv4;

    @Column(name = "nat_ipv6")
    private boolean natIpv6;

    @Column(name = "nat_device")
    private @Nullable String natDevice;

    private boolean isolation;

    @Embedded
    private Hooks hooks;

    @ElementCollection(fetch = FetchType.EAGER)
    @Fetch(FetchMode.SELECT) // an outer join could not be locked
    @CollectionTable(name = "interface_endpoint", joinColumns = @JoinColumn(name = "interface_id"))
    @MapKeyColumn(name = "name")
    @Column(name = "address")
    @Convert(attributeName = "value", converter = Converters.OfEndpoint.class)
    private Map<String, PublicEndpoint> endpoints = new HashMap<>();

    @CreationTimestamp
    @Column(name = "created_at")
    private Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    protected WgInterface() {}

    @SuppressWarnings("NullAway.Init") // Hibernate sets the times
    WgInterface(InterfaceDraft draft) {
        var key = PrivateKey.generate();
        privateKey = key.base64();
        publicKey = key.publicKey().base64();
        key.destroy();
        take(draft);
    }

    /// Stores a new interface with a fresh key.
    ///
    /// @throws dev.warren.web.Rejection if its name, port or range belongs to another one
    public static WgInterface create(InterfaceDraft draft) {
        var created = new WgInterface(draft);
        InterfaceConstraints.guard(draft.name(), draft.listenPort(), () -> created.persistAndFlush());
        return created;
    }

    /// Changes everything that `draft` says; the key stays.
    ///
    /// @throws dev.warren.web.Rejection if the name, port or range belongs to another one
    public void change(InterfaceDraft draft) {
        take(draft);
        InterfaceConstraints.guard(
                draft.name(), draft.listenPort(), () -> getEntityManager().flush());
    }

    void enable(boolean on) {
        enabled = on;
        getEntityManager().flush();
    }

    /// Gives it another key, so that no client gets in until it has the new public one.
    ///
    /// @throws dev.warren.web.Rejection if another interface has this key
    void replaceKey(PrivateKey key) {
        privateKey = key.base64();
        publicKey = key.publicKey().base64();
        InterfaceConstraints.guard(name, listenPort, () -> getEntityManager().flush());
    }

    /// Moves it to other ranges; its peers have to come along.
    ///
    /// @throws dev.warren.web.Rejection if a range overlaps with another interface's
    void move(@Nullable IpPrefix newIpv4, @Nullable IpPrefix newIpv6, ClientDefaults clients) {
        ipv4 = newIpv4;
        ipv6 = newIpv6;
        take(clients);
        InterfaceConstraints.guard(name, listenPort, () -> getEntityManager().flush());
    }

    void deleteNow() {
        delete();
        getEntityManager().flush();
    }

    public static List<WgInterface> listByName() {
        return list("order by name");
    }

    /// The same; until the transaction ends, none is changed.
    static List<WgInterface> listWhileNoneChanges() {
        lockTable("share row exclusive");
        return listByName();
    }

    /// Comes before the first row is written of a change that concerns peers too: interfaces first, then peers,
    /// as whoever reads both for the engines locks them.
    static void beginChange() {
        lockTable("row exclusive");
    }

    private static void lockTable(String mode) {
        getEntityManager()
                .createNativeQuery("lock table wg_interface in %s mode".formatted(mode))
                .executeUpdate();
    }

    public static Optional<WgInterface> named(String name) {
        return find("lower(name) = lower(?1)", name).singleResultOptional();
    }

    /// The interface with this id; throws the [Rejection] 404 if there is none.
    public static WgInterface known(UUID id) {
        return WgInterface.<WgInterface>findByIdOptional(id)
                .orElseThrow(() -> Rejection.notFound("There is no such interface."));
    }

    /// The interface that is meant where none is named: the oldest one.
    public static Optional<WgInterface> first() {
        return find("from WgInterface w left join fetch w.endpoints"
                        + " where w.id = (select v.id from WgInterface v order by v.createdAt, v.id limit 1)")
                .singleResultOptional();
    }

    /// What the engine is told.
    ///
    /// @param ipv6Enabled false leaves IPv6 out, whatever is stored
    EngineConfig engineConfig(boolean ipv6Enabled) {
        List<IpPrefix> addresses = Stream.of(ipv4, ipv6Enabled ? ipv6 : null)
                .flatMap(Stream::ofNullable)
                .toList();
        return new EngineConfig(
                name,
                PrivateKey.parse(privateKey),
                listenPort,
                mtu,
                fwmark,
                addresses,
                routes,
                bindDevice,
                Offload.AUTO);
    }

    private void take(InterfaceDraft draft) {
        name = draft.name();
        comment = draft.comment();
        enabled = draft.enabled();
        listenPort = draft.listenPort();
        ipv4 = draft.ipv4();
        ipv6 = draft.ipv6();
        mtu = draft.mtu();
        endpoint = draft.endpoint();
        fwmark = draft.fwmark();
        bindDevice = draft.bindDevice();
        routes = draft.routes();
        natIpv4 = draft.nat().ipv4();
        natIpv6 = draft.nat().ipv6();
        natDevice = draft.nat().device();
        isolation = draft.isolation();
        hooks = draft.hooks();
        take(draft.clients());
        endpoints.keySet().retainAll(Set.copyOf(draft.endpoints().byName().keySet()));
        endpoints.putAll(draft.endpoints().byName());
    }

    private void take(ClientDefaults clients) {
        clientDns = clients.dns();
        clientAllowedIps = clients.allowedIps();
        clientKeepalive = clients.keepalive();
        clientMtu = clients.mtu();
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String comment() {
        return comment;
    }

    public boolean enabled() {
        return enabled;
    }

    public String publicKey() {
        return publicKey;
    }

    public int listenPort() {
        return listenPort;
    }

    /// The server's IPv4 address with the prefix length of the range.
    public @Nullable IpPrefix ipv4() {
        return ipv4;
    }

    /// The server's IPv6 address with the prefix length of the range.
    public @Nullable IpPrefix ipv6() {
        return ipv6;
    }

    public int mtu() {
        return mtu;
    }

    public PublicEndpoint endpoint() {
        return endpoint;
    }

    /// Endpoints beside the default one.
    public NamedEndpoints endpoints() {
        return new NamedEndpoints(new TreeMap<>(endpoints));
    }

    public ClientDefaults clients() {
        return new ClientDefaults(clientDns, clientAllowedIps, clientKeepalive, clientMtu);
    }

    public DnsServers clientDns() {
        return clientDns;
    }

    public IpPrefixes clientAllowedIps() {
        return clientAllowedIps;
    }

    public int clientKeepalive() {
        return clientKeepalive;
    }

    /// MTU of clients that have none of their own; null leaves it to the client.
    public @Nullable Integer clientMtu() {
        return clientMtu;
    }

    public int fwmark() {
        return fwmark;
    }

    public @Nullable String bindDevice() {
        return bindDevice;
    }

    public Routes routes() {
        return routes;
    }

    public boolean natIpv4() {
        return natIpv4;
    }

    public boolean natIpv6() {
        return natIpv6;
    }

    /// Device that masqueraded packets leave by; null for whichever the routes choose.
    public @Nullable String natDevice() {
        return natDevice;
    }

    /// Whether its peers may not reach each other.
    public boolean isolation() {
        return isolation;
    }

    public Hooks hooks() {
        return hooks;
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
