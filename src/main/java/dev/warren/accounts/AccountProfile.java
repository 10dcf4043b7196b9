package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The page of whoever is signed in about themselves, shown again by everything that can be done on it.
@Singleton
class AccountProfile {

    private final CurrentUser current;
    private final SecondFactors secondFactors;
    private final InstantSource clock;

    AccountProfile(CurrentUser current, SecondFactors secondFactors, InstantSource clock) {
        this.current = current;
        this.secondFactors = secondFactors;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance account(Account account, TokenForm token, FieldErrors errors, String done);
    }

    /// @param email null if nobody has said it
    /// @param codesLeft recovery codes that have not been used
    record Account(
            String name,
            Role role,
            @Nullable String email,
            boolean secondFactor,
            long codesLeft,
            List<SessionView> sessions,
            List<TokenView> tokens) {

        private static final int FEW = 3;

        public boolean hasOtherSessions() {
            return sessions.stream().anyMatch(session -> !session.current());
        }

        public boolean isShortOfCodes() {
            return codesLeft <= FEW;
        }
    }

    /// @param done what was just done, for the words that say so; empty for nothing
    TemplateInstance page(String done) {
        return page(TokenForm.EMPTY, FieldErrors.none(), done);
    }

    TemplateInstance again(FieldErrors errors) {
        return page(TokenForm.EMPTY, errors, "");
    }

    TemplateInstance again(TokenForm form, FieldErrors errors) {
        return page(form, errors, "");
    }

    private TemplateInstance page(TokenForm form, FieldErrors errors, String done) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Templates.account(account(current.id()), form, errors, done));
    }

    private Account account(UUID id) {
        var user = User.known(id);
        return new Account(
                user.name(),
                user.role(),
                user.email(),
                user.secondFactor(),
                user.secondFactor() ? secondFactors.recoveryCodesLeft(id) : 0,
                SessionView.list(UserSession.of(id, clock.instant()), current.sessionId()),
                ApiToken.of(id).stream().map(TokenView::of).toList());
    }
}
