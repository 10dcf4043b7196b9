package dev.warren.peers;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/// Gives tags colours.
@ApplicationScoped
class TagColours {

    private final Tags tags;
    private final AuditLog audit;

    TagColours(Tags tags, AuditLog audit) {
        this.tags = tags;
        this.audit = audit;
    }

    /// @param colour null for the one by its name
    /// @throws Rejection 404 if nobody could have the tag
    @Transactional
    Tags.Tag choose(String tag, Tags.@Nullable Colour colour) {
        String name = name(tag);
        Tags.Tag coloured = tags.colour(name, colour);
        audit.record("tag.coloured", new Subject("tag", name, name), null, new Coloured(coloured.colour()));
        return coloured;
    }

    private record Coloured(String colour) implements AuditFacts {}

    private static String name(String text) {
        try {
            String name = PeerTexts.tag(text);
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // nobody can have it, so it is not there
        }
        throw Rejection.notFound("There is no such tag.");
    }
}
