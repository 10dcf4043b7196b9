package dev.warren.imports;

import dev.warren.engine.key.PrivateKey;
import dev.warren.imports.ForeignServer.ForeignPeer;
import dev.warren.interfaces.InterfaceChanges;
import dev.warren.interfaces.InterfaceDraft;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.Newcomer;
import dev.warren.peers.Newcomers;
import dev.warren.peers.PeerField;
import dev.warren.setup.HostSuggestions;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes an interface and its peers of another program's file: all of it or nothing.
@ApplicationScoped
class ServerImport {

    private final InterfaceChanges changes;
    private final Newcomers newcomers;
    private final Visitors visitors;

    ServerImport(InterfaceChanges changes, Newcomers newcomers, Visitors visitors) {
        this.changes = changes;
        this.newcomers = newcomers;
        this.visitors = visitors;
    }

    /// Says what would become of a file, and what stands against it. Makes nothing.
    Preview examine(Wish asked) {
        var lines = new LineErrors();
        var errors = new FieldErrors();
        ForeignServer server = asked.read(lines);
        Wish wish = completed(asked, server);
        var takeover = takeover(wish, server, lines, errors);
        if (takeover.draft() != null && takeover.key() != null && lines.isEmpty()) {
            rehearse(takeover.draft(), takeover.key(), takeover.peers(), server, lines, errors);
        }
        return preview(wish, server, takeover, lines, errors);
    }

    /// Makes it.
    ///
    /// @throws Rejection with a sentence for each line and field that is wrong; then nothing is made
    WgInterface adopt(Wish asked) {
        var lines = new LineErrors();
        var errors = new FieldErrors();
        ForeignServer server = asked.read(lines);
        var takeover = takeover(completed(asked, server), server, lines, errors);
        lines.reject();
        errors.reject();
        InterfaceDraft draft = takeover.draft();
        PrivateKey key = takeover.key();
        if (draft == null || key == null) {
            throw new AssertionError("what is missing has a line or a field that says so");
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            WgInterface wg = changes.adopt(draft, key);
            note(newcomers.welcome(wg, takeover.peers()), server, lines);
            lines.reject();
            return wg;
        });
    }

    private static Takeover takeover(Wish wish, ForeignServer server, LineErrors lines, FieldErrors errors) {
        return Takeover.of(server, text(wish.name()), text(wish.port()), text(wish.endpoint()), lines, errors);
    }

    private void rehearse(
            InterfaceDraft draft,
            PrivateKey key,
            List<Newcomer> peers,
            ForeignServer server,
            LineErrors lines,
            FieldErrors errors) {
        QuarkusTransaction.begin();
        try {
            note(newcomers.examine(changes.rehearse(draft, key), peers), server, lines);
        } catch (Rejection e) {
            FieldErrors.of(e, "name").all().forEach(errors::add);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static void note(List<@Nullable Rejection> refusals, ForeignServer server, LineErrors lines) {
        for (int i = 0; i < refusals.size(); i++) {
            Rejection refusal = refusals.get(i);
            if (refusal != null) {
                lines.add(server.peers().get(i).line(), refusal);
            }
        }
    }

    /// What nobody has said: the first name that is free, the file's port, and where clients reach the other
    /// interfaces or this page.
    private Wish completed(Wish asked, ForeignServer server) {
        String port = server.port().isMissing() ? "51820" : server.port().value();
        return QuarkusTransaction.requiringNew()
                .call(() -> new Wish(
                        asked.text(),
                        asked.name() == null ? freeName() : asked.name(),
                        asked.port() == null ? port : asked.port(),
                        asked.endpoint() == null ? endpoint() : asked.endpoint()));
    }

    private static String freeName() {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "wg" + number)
                .filter(name -> WgInterface.named(name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private String endpoint() {
        return WgInterface.first()
                .map(wg -> wg.endpoint().hostOnly())
                .or(() -> visitors.current()
                        .flatMap(visitor -> HostSuggestions.of(visitor).stream().findFirst()))
                .orElse("");
    }

    private static Preview preview(
            Wish wish, ForeignServer server, Takeover takeover, LineErrors lines, FieldErrors errors) {
        InterfaceDraft draft = takeover.draft();
        return new Preview(
                text(wish.name()),
                text(wish.port()),
                text(wish.endpoint()),
                takeover.key() == null ? "" : takeover.key().publicKey().base64(),
                draft == null
                        ? List.of()
                        : Stream.of(draft.ipv4(), draft.ipv6())
                                .flatMap(Stream::ofNullable)
                                .map(IpText::of)
                                .toList(),
                IntStream.range(0, server.peers().size())
                        .mapToObj(i ->
                                line(server.peers().get(i), takeover.peers().get(i)))
                        .toList(),
                server.leftOut(),
                lines.all(),
                errors);
    }

    private static Preview.Line line(ForeignPeer peer, Newcomer newcomer) {
        return new Preview.Line(
                peer.line(),
                newcomer.form().get(PeerField.NAME.key()),
                String.join(", ", peer.allowed()),
                peer.enabled());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
