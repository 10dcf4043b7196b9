package dev.warren.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A session as the API shows it.
@Schema(name = "Session")
record SessionView(
        UUID id,

        @Schema(examples = "Firefox on Linux") String device,

        @Schema(description = "where it was used last", examples = "203.0.113.7")
        String address,

        @Schema(description = "whether it is the one of this request")
        boolean current,

        Instant createdAt,

        @Schema(description = "to the minute") Instant lastSeenAt,

        Instant expiresAt) {

    /// The device in its parts, for pages to say it in the reader's language.
    public DeviceName deviceName() {
        return DeviceName.parse(device);
    }

    static List<SessionView> list(List<UserSession> sessions, @Nullable UUID current) {
        return sessions.stream()
                .map(session -> new SessionView(
                        session.id(),
                        session.device(),
                        session.address(),
                        session.id().equals(current),
                        session.createdAt(),
                        session.lastSeenAt(),
                        session.expiresAt()))
                .toList();
    }
}
