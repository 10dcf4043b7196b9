package dev.warren.peers;

import dev.warren.accounts.User;
import dev.warren.interfaces.KnownInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.PeerLists.Choice;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The forms of peers as pages show them: new, of a peer as it is, and again with what was wrong.
@ApplicationScoped
class PeerForms {

    private final KnownInterfaces interfaces;
    private final Roster roster;

    PeerForms(KnownInterfaces interfaces, Roster roster) {
        this.interfaces = interfaces;
        this.roster = roster;
    }

    /// What a new peer is to be good for.
    enum Preset {
        /// A laptop or a phone.
        ROAD_WARRIOR,
        /// A router with networks behind it.
        SITE,
        /// A site that meets others here, because all are behind NAT.
        HUB;

        String key() {
            return Words.of(this).replace('_', '-');
        }

        static Preset of(@Nullable String key) {
            for (Preset preset : values()) {
                if (preset.key().equals(key)) {
                    return preset;
                }
            }
            return ROAD_WARRIOR;
        }

        PeerForm over(PeerForm form) {
            return switch (this) {
                case ROAD_WARRIOR -> form;
                case SITE -> form.with(PeerField.ALLOWED_IPS, AllowedIps.VPN).with(PeerField.KEEPALIVE, 25);
                case HUB ->
                    form.with(PeerField.ALLOWED_IPS, AllowedIps.VPN)
                            .with(PeerField.KEEPALIVE, 25)
                            .with(PeerField.RESPONDER, true);
            };
        }
    }

    /// A form with all that stands around its fields.
    ///
    /// @param peer null for a new one
    /// @param interfaces that a new one may join
    /// @param preset of a new one, by its key
    record Shown(
            @Nullable LivePeer peer,
            PeerForm form,
            Inherited inherited,
            String interfaceId,
            List<Choice> interfaces,
            List<Choice> owners,
            List<String> endpoints,
            List<String> tags,
            List<String> zones,
            String preset,
            AllowedIpsChoice allowed,
            FieldErrors errors) {

        public boolean has(String field, String value) {
            return form.get(field).equalsIgnoreCase(value);
        }

        /// Whether a field of a folded group has a value of its own, or an error.
        public boolean opens(String... fields) {
            for (String field : fields) {
                if (errors.has(field)
                        || !form.get(field).isBlank() && !form.get(field).equals("off")) {
                    return true;
                }
            }
            return false;
        }

        public boolean offersHub() {
            return preset.equals(Preset.HUB.key());
        }

        public boolean offersSite() {
            return preset.equals(Preset.SITE.key());
        }
    }

    Shown blank(@Nullable String name, @Nullable UUID interfaceId, @Nullable String preset) {
        Preset chosen = Preset.of(preset);
        PeerForm form = chosen.over(PeerForm.named(name).with(PeerField.ZONE, ZoneId.systemDefault()));
        return shown(null, form, interfaceId, chosen.key(), FieldErrors.none());
    }

    Shown of(LivePeer peer) {
        PeerForm form = QuarkusTransaction.requiringNew()
                .call(() -> PeerForm.of(Peer.known(peer.id())).readable());
        return shown(peer, form, null, "", FieldErrors.none());
    }

    Shown again(@Nullable LivePeer peer, PeerForm form, PeerFormFields fields, FieldErrors errors) {
        return shown(peer, form, fields.interfaceId(), fields.preset(), errors);
    }

    private Shown shown(
            @Nullable LivePeer peer, PeerForm form, @Nullable UUID interfaceId, String preset, FieldErrors errors) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<WgInterface> all = WgInterface.listByName();
            UUID chosen = peer != null ? peer.member().interfaceId() : interfaceId;
            WgInterface wg = all.stream()
                    .filter(each -> each.id().equals(chosen))
                    .findFirst()
                    .or(WgInterface::first)
                    .orElseThrow(() -> Rejection.conflict("There is no interface yet: set one up first."));
            return new Shown(
                    peer,
                    form,
                    Inherited.from(wg),
                    wg.id().toString(),
                    all.stream()
                            .map(each -> new Choice(each.id().toString(), each.name()))
                            .toList(),
                    owners(),
                    List.copyOf(wg.endpoints().byName().keySet()),
                    roster.byName().stream()
                            .flatMap(member -> member.tags().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds().stream()
                            .filter(zone -> zone.matches("UTC|[A-Z][a-z]+/.*"))
                            .toList())),
                    preset,
                    AllowedIpsChoice.of(form.text(PeerField.ALLOWED_IPS), wg),
                    errors);
        });
    }

    /// What a choice of AllowedIPs means on an interface.
    AllowedIpsChoice allowed(@Nullable UUID interfaceId, String text) {
        return QuarkusTransaction.requiringNew().call(() -> AllowedIpsChoice.of(text, interfaces.chosen(interfaceId)));
    }

    private static List<Choice> owners() {
        return User.<User>listAll().stream()
                .map(user -> new Choice(user.id().toString(), user.name()))
                .sorted(Comparator.comparing(Choice::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
