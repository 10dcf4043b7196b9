package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The page of one user, as whoever changes something about them gets to see it again.
@Singleton
class UserProfiles {

    private final OwnedPeers peers;
    private final CurrentUser current;
    private final InstantSource clock;

    UserProfiles(OwnedPeers peers, CurrentUser current, InstantSource clock) {
        this.peers = peers;
        this.current = current;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance user(Profile user, UserForm form, FieldErrors errors, String done);

        static native TemplateInstance userDeletion(Profile user, String refused);
    }

    /// What there is to know of a user.
    ///
    /// @param isMe whether it is the one who asks
    record Profile(
            UUID id,
            String name,
            Role role,
            boolean enabled,
            boolean secondFactor,
            @Nullable Instant lastSignInAt,
            Instant createdAt,
            List<SessionView> sessions,
            List<TokenView> tokens,
            List<OwnedPeers.Peer> peers,
            boolean isMe) {

        private static final int FEW = 8;

        /// Enough of the peers to know which ones are meant.
        public List<OwnedPeers.Peer> firstPeers() {
            return peers.subList(0, Math.min(FEW, peers.size()));
        }

        public int otherPeers() {
            return peers.size() - firstPeers().size();
        }
    }

    /// @param done what was just done, for the words that say so; empty for nothing
    TemplateInstance page(UUID id, String done) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.known(id);
            return Templates.user(profile(user), UserForm.of(user), FieldErrors.none(), done);
        });
    }

    /// The page once more, with what was typed and refused.
    TemplateInstance again(UUID id, UserForm form, FieldErrors errors) {
        return QuarkusTransaction.requiringNew().call(() -> Templates.user(profile(User.known(id)), form, errors, ""));
    }

    /// The same, after something else than the form was refused.
    TemplateInstance again(UUID id, FieldErrors errors) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.known(id);
            return Templates.user(profile(user), UserForm.of(user), errors, "");
        });
    }

    /// The question before a user is deleted.
    ///
    /// @param refused why it can't be done; empty before it was tried
    TemplateInstance deletion(UUID id, String refused) {
        return QuarkusTransaction.requiringNew().call(() -> Templates.userDeletion(profile(User.known(id)), refused));
    }

    private Profile profile(User user) {
        return new Profile(
                user.id(),
                user.name(),
                user.role(),
                user.enabled(),
                user.secondFactor(),
                user.lastSignInAt(),
                user.createdAt(),
                SessionView.list(UserSession.of(user.id(), clock.instant()), current.sessionId()),
                ApiToken.of(user.id()).stream().map(TokenView::of).toList(),
                peers.of(user.id()),
                user.id().equals(current.id()));
    }
}
