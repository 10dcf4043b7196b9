package dev.warren.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who does something: a signed-in person, a program with a token, or Warren itself.
///
/// @param id   the user's id; null for Warren itself and for somebody who is not known
/// @param name the user's name at that time
/// @param via  how they proved who they are: `session`, `basic`, `token` with its name; `warren` for Warren itself,
/// `visitor` for
/// nobody known
public record Actor(@Nullable UUID id, String name, String via) {

    /// What happens on Warren's own account, at start or by the clock.
    public static final Actor WARREN = new Actor(null, "Warren", "warren");

    /// Somebody who has not signed in and calls themselves `name`.
    public static Actor visitor(String name) {
        return new Actor(null, name.substring(0, Math.min(name.length(), 64)), "visitor");
    }
}
