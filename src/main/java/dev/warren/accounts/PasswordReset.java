package dev.warren.accounts;

import dev.warren.audit.AuditLine;
import dev.warren.audit.Subject;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Gives somebody a new password who can't sign in any more and has nobody to ask: straight in the database, whether
/// the server runs or not. A running one notices within a second.
public final class PasswordReset {

    private final Connection database;

    public PasswordReset(Connection database) {
        this.database = database;
    }

    /// Somebody who may sign in.
    ///
    /// @param name as it is written in the database
    public record Account(UUID id, String name, boolean secondFactor) {}

    /// The user with this name, in whatever case it is written.
    public Optional<Account> find(String name) throws SQLException {
        return accounts("lower(name) = lower(?)", name).stream().findFirst();
    }

    public List<Account> administrators() throws SQLException {
        return accounts("role = ?", Role.ADMIN.text());
    }

    private List<Account> accounts(String condition, String value) throws SQLException {
        var accounts = new ArrayList<Account>();
        try (var statement = database.prepareStatement(
                "select id, name, second_factor from users where " + condition + " order by created_at, id")) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    accounts.add(new Account(rows.getObject(1, UUID.class), rows.getString(2), rows.getBoolean(3)));
                }
            }
        }
        return accounts;
    }

    /// The sentence that says why `password` can't be the one of `account`; empty if it can.
    public static Optional<String> objection(Account account, String password) {
        var errors = new FieldErrors();
        Passwords.check("password", password, account.name(), errors);
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(Rejection.invalid(errors).sentence());
    }

    /// Sets it, ends all sessions, lets the account in if it was switched off, and writes that down.
    ///
    /// @param withoutSecondFactor whether the second factor and its recovery codes go, too
    public void set(Account account, String password, boolean withoutSecondFactor, Instant now) throws SQLException {
        String hash = Argon2id.hash(password);
        database.setAutoCommit(false);
        change("""
                update users set password_hash = ?, password_changed_at = ?, updated_at = ?, enabled = true,
                       version = version + 1 where id = ?""", hash, now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), account.id());
        int sessions = change("delete from sessions where user_id = ?", account.id());
        if (withoutSecondFactor) {
            change("delete from totp where user_id = ?", account.id());
            change("delete from recovery_code where user_id = ?", account.id());
            change("update users set second_factor = false where id = ?", account.id());
        }
        AuditLine.write(
                database,
                now,
                "user.password-reset",
                new Subject("user", account.id().toString(), account.name()),
                Map.of("sessionsEnded", sessions, "secondFactorRemoved", withoutSecondFactor));
        database.commit();
    }

    private int change(String sql, Object... values) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
