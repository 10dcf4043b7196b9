package dev.warren.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A capture of a peer's packets as the API shows it.
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "PeerCapture")
record PeerCaptureView(
        boolean running,

        @Schema(description = "why it ended: closed, time, packets, bytes or peer-removed; null while it runs")
        @Nullable String end,

        Instant startedAt,
        String reason,

        @Schema(description = "size of the file so far") long bytes,

        @Schema(description = "how many are in it; null while it runs") @Nullable Long packets,

        @Schema(description = "how many came faster than they could be written; null while it runs") @Nullable Long lost) {}
