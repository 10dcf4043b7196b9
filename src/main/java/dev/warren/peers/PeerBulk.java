package dev.warren.peers;

import dev.warren.web.Languages;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What pages do to a selection of peers: each by itself, so that one which is refused hinders none of the others.
@ApplicationScoped
class PeerBulk {

    private static final int LONGEST_EXTENSION = 3_650;

    private final PeerVerbs verbs;
    private final PeerBatch batch;
    private final DeletedPeers deleted;
    private final Roster roster;

    PeerBulk(PeerVerbs verbs, PeerBatch batch, DeletedPeers deleted, Roster roster) {
        this.verbs = verbs;
        this.batch = batch;
        this.deleted = deleted;
        this.roster = roster;
    }

    /// What became of a selection, or of a part of it.
    ///
    /// @param deletion what it can be undone by; null if nothing was deleted
    record Done(int done, List<Refused> refused, @Nullable UUID deletion) {

        /// The same in the language of whoever reads it.
        Done translated(Languages languages) {
            return new Done(
                    done,
                    refused.stream()
                            .map(each -> new Refused(each.id(), each.name(), languages.translated(each.sentence())))
                            .toList(),
                    deletion);
        }
    }

    /// A peer to which it was not done.
    record Refused(UUID id, String name, String sentence) {}

    /// @param action enable, disable, delete, rotate-keys, reset-totals; or tag, untag or extend with a `value`
    /// @param deletion what deletions before belong to, which are to be undone together with these
    /// @throws Rejection if there is no such action, or its value can't be used
    Done run(String action, String value, List<UUID> ids, @Nullable UUID deletion) {
        if (ids.isEmpty() || ids.size() > PeerLists.MOST) {
            throw Rejection.invalid("ids", "Choose from 1 to %d peers.".formatted(PeerLists.MOST));
        }
        List<UUID> all = ids.stream().distinct().toList();
        List<String> names = all.stream()
                .map(id -> roster.find(id).map(Member::name).orElse(""))
                .toList();
        List<PeerBatch.Outcome> outcomes = batch.each(all, verb(action, value));
        List<Refused> refused = new ArrayList<>();
        List<UUID> done = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Rejection refusal = outcomes.get(i).refusal();
            if (refusal == null) {
                done.add(all.get(i));
            } else {
                refused.add(new Refused(all.get(i), names.get(i), refusal.sentence()));
            }
        }
        UUID undoable = action.equals("delete") && !done.isEmpty()
                ? deleted.note(done, names.get(all.indexOf(done.getFirst())), deletion)
                : null;
        return new Done(done.size(), refused, undoable);
    }

    private Supplier<PeerVerb> verb(String action, String value) {
        return switch (action) {
            case "enable" -> verbs::enable;
            case "disable" -> verbs::disable;
            case "delete" -> verbs::delete;
            case "rotate-keys" -> () -> verbs.rotateKeys(null);
            case "reset-totals" -> verbs::resetTotals;
            case "tag" -> tagging(value, verbs::tag);
            case "untag" -> tagging(value, verbs::untag);
            case "extend" -> extension(value);
            default -> throw Rejection.invalid("action", "There is no such thing to do with peers.");
        };
    }

    private static Supplier<PeerVerb> tagging(String value, Function<List<String>, PeerVerb> verb) {
        List<String> tags;
        try {
            tags = PeerTexts.tags(value);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("value", String.valueOf(e.getMessage()));
        }
        if (tags.isEmpty()) {
            throw Rejection.invalid("value", "Which tag?");
        }
        return () -> verb.apply(tags);
    }

    private Supplier<PeerVerb> extension(String value) {
        int days;
        try {
            days = Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            days = 0;
        }
        if (days < 1 || days > LONGEST_EXTENSION) {
            throw Rejection.invalid("value", "By how many days? From 1 to %d.".formatted(LONGEST_EXTENSION));
        }
        Duration time = Duration.ofDays(days);
        return () -> verbs.extend(time);
    }
}
