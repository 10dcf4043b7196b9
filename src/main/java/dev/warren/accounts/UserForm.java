package dev.warren.accounts;

import java.util.List;

/// The form of a user as it is shown: what is stored, or what was typed and refused.
record UserForm(String name, String email, String role, String peerLimit, boolean enabled) {

    static final UserForm EMPTY = new UserForm("", "", Roles.USER, "", true);

    /// Every role, to choose from.
    public List<Role> roles() {
        return List.of(Role.values());
    }

    static UserForm of(User user) {
        return new UserForm(
                user.name(),
                user.email() == null ? "" : user.email(),
                user.role().text(),
                user.peerLimit() == null ? "" : user.peerLimit().toString(),
                user.enabled());
    }
}
