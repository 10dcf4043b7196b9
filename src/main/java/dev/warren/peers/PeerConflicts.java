package dev.warren.peers;

import dev.warren.interfaces.IpText;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.FieldErrors;
import io.quarkus.hibernate.orm.panache.Panache;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What stands against many new peers of one interface, found with one query for each kind, so that the good ones among
/// them can be stored together. The constraints of the database have the last word all the same.
final class PeerConflicts {

    private final WgInterface wg;
    private final List<@Nullable PeerDraft> drafts;
    private final Map<Integer, FieldErrors> found = new HashMap<>();

    private PeerConflicts(WgInterface wg, List<@Nullable PeerDraft> drafts) {
        this.wg = wg;
        this.drafts = drafts;
    }

    /// @param drafts null for those that have been refused already
    /// @return what is wrong, by the place in the list
    static Map<Integer, FieldErrors> find(WgInterface wg, List<@Nullable PeerDraft> drafts) {
        var conflicts = new PeerConflicts(wg, drafts);
        conflicts.names();
        conflicts.keys();
        conflicts.addresses("ipv4", draft -> draft.ipv4() == null ? null : IpText.of(draft.ipv4()));
        conflicts.addresses("ipv6", draft -> draft.ipv6() == null ? null : IpText.of(draft.ipv6()));
        return conflicts.found;
    }

    private void names() {
        look(
                "name",
                draft -> draft.name().toLowerCase(Locale.ROOT),
                "select w.i from unnest(cast(? as text[])) with ordinality w (v, i)"
                        + " join peer p on p.interface_id = ? and lower(p.name) = lower(w.v)",
                draft -> PeerConstraints.nameTaken(wg.name(), draft.name()));
    }

    private void keys() {
        look(
                "publicKey",
                draft -> draft.publicKey() == null ? null : draft.publicKey().base64(),
                "select w.i from unnest(cast(? as text[])) with ordinality w (v, i)"
                        + " join peer p on p.interface_id = ? and p.public_key = w.v",
                draft -> PeerConstraints.keyTaken(wg.name()));
    }

    private void addresses(String field, Function<PeerDraft, @Nullable String> address) {
        look(
                field,
                address,
                "select w.i from unnest(cast(? as text[])) with ordinality w (v, i)"
                        + " join peer p on cast(? as uuid) is not null and p." + field + " = cast(w.v as inet)",
                draft -> PeerConstraints.addressTaken(String.valueOf(address.apply(draft))));
    }

    private void look(
            String field,
            Function<PeerDraft, @Nullable String> value,
            String query,
            Function<PeerDraft, String> sentence) {
        @Nullable String[] values = new String[drafts.size()];
        Set<String> before = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
            PeerDraft draft = drafts.get(i);
            values[i] = draft == null ? null : value.apply(draft);
            if (draft != null && values[i] != null && !before.add(Objects.requireNonNull(values[i]))) {
                note(i, field, sentence.apply(draft));
            }
        }
        if (!before.isEmpty()) {
            Panache.getSession().doWork(connection -> {
                for (int taken : taken(connection, query, values)) {
                    note(taken, field, sentence.apply(Objects.requireNonNull(drafts.get(taken))));
                }
            });
        }
    }

    private Set<Integer> taken(Connection connection, String query, @Nullable String[] values) throws SQLException {
        Set<Integer> taken = new HashSet<>();
        Array array = connection.createArrayOf("text", values);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, array);
            statement.setObject(2, wg.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getInt(1) - 1);
                }
            }
        }
        return taken;
    }

    private void note(int place, String field, String sentence) {
        found.computeIfAbsent(place, key -> new FieldErrors()).add(field, sentence);
    }
}
