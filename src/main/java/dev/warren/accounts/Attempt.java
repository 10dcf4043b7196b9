package dev.warren.accounts;

import dev.warren.web.Visitor;

/// Somebody's claim to be a user: a name, a password, and from where.
record Attempt(String username, String password, Visitor visitor) {

    /// Longer ones are nobody's, and hashing them would be work for nothing.
    static final int LONGEST_NAME = 64;

    boolean isPossible() {
        return !username.isBlank()
                && username.strip().length() <= LONGEST_NAME
                && password.length() <= Passwords.LONGEST;
    }

    @Override
    public String toString() {
        return "Attempt[" + username + "]";
    }
}
