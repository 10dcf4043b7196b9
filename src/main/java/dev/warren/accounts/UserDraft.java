package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.FieldErrors;
import dev.warren.web.Patch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an administrator says about a user, checked field by field but not yet against other users.
///
/// @param peerLimit how many peers the user may have who makes them alone; null: as the configuration says
/// @param email     null if nobody has said it
public record UserDraft(
        String name,
        Role role,
        boolean enabled,
        @Nullable Integer peerLimit,
        @Nullable String email) {

    /// What a new user and a change may say.
    static final String[] FIELDS = {"name", "role", "enabled", "peerLimit", "email"};

    private static final int MOST_PEERS = 100_000;
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+");

    /// What a new user is unless something else is said.
    static final UserDraft NEW = new UserDraft("", Role.USER, true, null, null);

    static UserDraft of(User user) {
        return new UserDraft(user.name(), user.role(), user.enabled(), user.peerLimit(), user.email());
    }

    /// Reads the body of a change; throws a [dev.warren.web.Rejection] with what is wrong with it.
    static UserDraft of(@Nullable JsonNode body, UserDraft present) {
        var patch = Patch.of(body, FIELDS);
        var draft = present.changed(patch);
        patch.errors().reject();
        return draft;
    }

    /// This draft with what a patch changes; what is wrong is noted with the patch.
    UserDraft changed(Patch patch) {
        var name = patch.text("name", this.name);
        if (patch.has("name") || this.name.isEmpty()) {
            checkName(name, patch.errors());
        }
        var role = patch.errors().check("role", () -> Role.parse(patch.text("role", this.role.text())));
        var limit = patch.optionalNumber("peerLimit", peerLimit);
        if (limit != null && (limit < 0 || limit > MOST_PEERS)) {
            patch.errors().add("peerLimit", "A limit is a number from 0 to %d.".formatted(MOST_PEERS));
        }
        var address = patch.optionalText("email", email);
        if (address != null
                && (address.length() > LONGEST_EMAIL || !EMAIL.matcher(address).matches())) {
            patch.errors().add("email", "This is no e-mail address like anna@example.org.");
        }
        return new UserDraft(name, role == null ? this.role : role, patch.bool("enabled", enabled), limit, address);
    }

    private static void checkName(String name, FieldErrors errors) {
        var problem = new FieldErrors();
        User.checkName(name, problem);
        var sentence = problem.of("username");
        if (sentence != null) {
            errors.add("name", sentence);
        }
    }
}
