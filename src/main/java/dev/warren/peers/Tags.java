package dev.warren.peers;

import dev.warren.web.Sql;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The labels that peers have, each with a colour: the one that somebody chose, or else one by its name, so that it is
/// the same everywhere and always. A tag is there as long as a peer has it.
@ApplicationScoped
public class Tags {

    /// Colours by name; the style sheet says what they look like.
    enum Colour {
        GRAY,
        RED,
        ORANGE,
        YELLOW,
        GREEN,
        TEAL,
        BLUE,
        PURPLE,
        PINK;

        static Colour of(String tag) {
            return values()[Math.floorMod(tag.hashCode(), values().length)];
        }
    }

    private final Roster roster;

    Tags(Roster roster) {
        this.roster = roster;
    }

    /// @param peers how many have it
    public record Tag(String name, String colour, int peers) {}

    /// All tags of some peers, by name. Needs a transaction.
    ///
    /// @param seen which peers count
    List<Tag> all(Predicate<Member> seen) {
        Map<String, Integer> counts = new TreeMap<>();
        roster.byName().stream()
                .filter(seen)
                .flatMap(member -> member.tags().stream())
                .forEach(tag -> counts.merge(tag, 1, Integer::sum));
        Map<String, String> colours = colours();
        return counts.entrySet().stream()
                .map(entry -> new Tag(entry.getKey(), colour(entry.getKey(), colours), entry.getValue()))
                .toList();
    }

    /// Gives a tag a colour of its own, or takes it back. Needs a transaction.
    Tag colour(String name, @Nullable Colour colour) {
        var statement = colour == null
                ? Panache.getSession().createNativeMutationQuery("delete from tag_colour where tag = :tag")
                : Panache.getSession()
                        .createNativeMutationQuery("insert into tag_colour values (:tag, :colour)"
                                + " on conflict (tag) do update set colour = excluded.colour")
                        .setParameter("colour", colour.name());
        statement.setParameter("tag", name).executeUpdate();
        int peers = (int) roster.byName().stream()
                .filter(member -> member.tags().contains(name))
                .count();
        return new Tag(name, Words.of(colour == null ? Colour.of(name) : colour), peers);
    }

    static Colour parse(String text) {
        return Words.choice(Colour.class, "A colour", text);
    }

    /// Some tags, each with its colour, by name. Needs a transaction.
    Map<String, Tag> byName(Collection<String> names) {
        Map<String, String> colours = names.isEmpty() ? Map.of() : colours();
        return names.stream()
                .distinct()
                .collect(Collectors.toMap(tag -> tag, tag -> new Tag(tag, colour(tag, colours), 0)));
    }

    private static String colour(String tag, Map<String, String> chosen) {
        return chosen.getOrDefault(tag, Words.of(Colour.of(tag)));
    }

    private static Map<String, String> colours() {
        return Sql.rows("select tag, colour from tag_colour", Object[].class, Map.of())
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((String) row[1]).toLowerCase(Locale.ROOT)));
    }
}
