package dev.warren.peers;

import dev.warren.accounts.CurrentUser;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which peers whoever is signed in may see and change. Of somebody else's peers a user learns not even that they are
/// there.
@ApplicationScoped
public class PeerReach {

    /// What users may set of their own peers: what only their own side of the tunnel is told.
    private static final Set<PeerField> USERS = EnumSet.of(
            PeerField.NAME,
            PeerField.NOTES,
            PeerField.PUBLIC_KEY,
            PeerField.PRESHARED_KEY,
            PeerField.ALLOWED_IPS,
            PeerField.DNS,
            PeerField.MTU,
            PeerField.KEEPALIVE,
            PeerField.PRE_UP,
            PeerField.POST_UP,
            PeerField.PRE_DOWN,
            PeerField.POST_DOWN,
            PeerField.KILL_SWITCH);

    private final CurrentUser me;
    private final Roster roster;

    PeerReach(CurrentUser me, Roster roster) {
        this.me = me;
        this.roster = roster;
    }

    /// Whose peers alone are seen; null for everybody's.
    @Nullable UUID owner() {
        return me.seesAllPeers() ? null : me.id();
    }

    /// @param id as it stands in the path
    /// @throws Rejection 404 if there is no such peer, or it is not theirs
    public Member visible(String id) {
        UUID owner = owner();
        return roster.find(uuid(id))
                .filter(member -> owner == null || owner.equals(member.ownerId()))
                .orElseThrow(PeerReach::unknown);
    }

    /// What `form` makes of a peer of theirs.
    ///
    /// @throws Rejection if it sets what a user may not
    PeerForm allowed(PeerForm form) {
        if (me.changesAllPeers()) {
            return form;
        }
        var errors = new FieldErrors();
        for (PeerField field : form.fields()) {
            if (!USERS.contains(field)) {
                errors.add(field.key(), "Only an operator can set this.");
            }
        }
        errors.reject();
        return form;
    }

    /// What `form` makes of a new peer: a user's own.
    PeerForm owned(PeerForm form) {
        return me.changesAllPeers() ? form : allowed(form).with(PeerField.OWNER, me.id());
    }

    /// Whether whoever is signed in is held to the limit of peers that a user may have.
    boolean isLimited() {
        return !me.changesAllPeers();
    }

    /// A user who could delete a peer that somebody has put terms on would make a new one without them.
    ///
    /// @throws Rejection 403
    void requireDeletable(Member member) {
        AccessTerms access = member.access();
        boolean free =
                access.enabled() && access.expiresAt() == null && access.hours() == null && access.quota() == null;
        if (!me.changesAllPeers() && !free) {
            throw Rejection.forbidden("An operator has limited this peer, so only an operator can delete it.");
        }
    }

    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Rejection unknown() {
        return Peer.unknown();
    }
}
