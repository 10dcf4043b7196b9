package dev.warren.delivery;

import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerDelivery.Delivered;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sends a peer's configuration by mail, as a file or as a link. Each mail is a line in the audit log.
@Singleton
class ConfigMail {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Smtp smtp;
    private final PeerDelivery delivery;
    private final Links links;
    private final AuditLog audit;

    ConfigMail(Smtp smtp, PeerDelivery delivery, Links links, AuditLog audit) {
        this.smtp = smtp;
        this.delivery = delivery;
        this.links = links;
        this.audit = audit;
    }

    /// What a mail is to be.
    ///
    /// @param message the sender's own words; may be empty
    /// @param link the terms of the link; null to send the file itself
    record Letter(String to, String message, @Nullable LinkTerms link) {}

    /// What the audit log keeps of a mail.
    private record Facts(String to, String as) {}

    /// Sends it, which takes as long as the mail server does. Must not be called in a transaction.
    ///
    /// @throws Rejection if there is no such peer, or the mail could not be handed over; then no link is left
    /// behind
    void send(UUID peerId, Letter letter, String madeBy, Visitor visitor) {
        smtp.requireSettings();
        Delivered delivered = delivery.config(peerId);
        LinkTerms terms = letter.link();
        if (terms == null) {
            smtp.send(withFile(letter, delivered));
        } else {
            Links.Issued link = links.issue(peerId, terms, madeBy);
            try {
                smtp.send(withLink(letter, delivered, visitor.url("/links/" + link.token()), terms, link.expiresAt()));
            } catch (Rejection e) {
                links.revoke(peerId, link.id());
                throw e;
            }
        }
        var subject = new Subject("peer", peerId.toString(), delivered.name());
        var facts = new Facts(letter.to(), terms == null ? "file" : "link");
        QuarkusTransaction.requiringNew().run(() -> audit.record("peer.mailed", subject, null, facts));
    }

    private static MailMessage withFile(Letter letter, Delivered delivered) {
        return message(letter, delivered, """
            The attached file is the WireGuard configuration for %s.

            On a computer, import it into the WireGuard app. Keep it to yourself: whoever has the file is %s.
            """.formatted(delivered.name(), delivered.name()))
                .setAttachment(MailAttachment.create()
                        .setName(delivered.fileName())
                        .setContentType("application/octet-stream")
                        .setDisposition("attachment")
                        .setData(Buffer.buffer(delivered.config().text())));
    }

    private static MailMessage withLink(
            Letter letter, Delivered delivered, String url, LinkTerms terms, Instant expiresAt) {
        return message(letter, delivered, """
            Here is the WireGuard configuration for %s:

            %s

            Open the link on the device that is to use it. It works %s, until %s. Keep it to yourself.
            """.formatted(
                        delivered.name(),
                        url,
                        terms.uses() == 1 ? "once" : "%d times".formatted(terms.uses()),
                        TIME.format(expiresAt)));
    }

    private static MailMessage message(Letter letter, Delivered delivered, String text) {
        return new MailMessage()
                .setTo(letter.to())
                .setSubject("WireGuard configuration for " + delivered.name())
                .setText(letter.message().isEmpty() ? text : letter.message() + "\n\n" + text);
    }
}
