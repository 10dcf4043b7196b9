package dev.warren.delivery;

import dev.warren.accounts.User;
import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerDelivery.Delivered;
import dev.warren.web.Language;
import dev.warren.web.Languages;
import dev.warren.web.Rejection;
import dev.warren.web.Sentences;
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
    private final Languages languages;

    ConfigMail(Smtp smtp, PeerDelivery delivery, Links links, AuditLog audit, Languages languages) {
        this.smtp = smtp;
        this.delivery = delivery;
        this.links = links;
        this.audit = audit;
        this.languages = languages;
    }

    /// What a mail is to be.
    ///
    /// @param message the sender's own words; may be empty
    /// @param link the terms of the link; null to send the file itself
    record Letter(String to, String message, @Nullable LinkTerms link) {}

    /// What the audit log keeps of a mail.
    private record Facts(String to, String as) implements AuditFacts {}

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

    private MailMessage withFile(Letter letter, Delivered delivered) {
        var texts = language(letter).texts(MailTexts.class);
        return message(letter, delivered, texts, texts.file(delivered.name()), texts.fileAdvice(delivered.name()))
                .setAttachment(MailAttachment.create()
                        .setName(delivered.fileName())
                        .setContentType("application/octet-stream")
                        .setDisposition("attachment")
                        .setData(Buffer.buffer(delivered.config().text())));
    }

    private MailMessage withLink(Letter letter, Delivered delivered, String url, LinkTerms terms, Instant expiresAt) {
        var language = language(letter);
        var texts = language.texts(MailTexts.class);
        var end = Sentences.in(language, TIME.format(expiresAt));
        return message(
                letter, delivered, texts, texts.link(delivered.name()), url, texts.linkAdvice(terms.uses(), end));
    }

    /// The recipient's, as far as it is known; else the one of whoever sends.
    private Language language(Letter letter) {
        return QuarkusTransaction.requiringNew()
                .call(() -> User.languageOf(letter.to()))
                .orElseGet(languages::current);
    }

    private static MailMessage message(Letter letter, Delivered delivered, MailTexts texts, String... paragraphs) {
        var text = String.join("\n\n", paragraphs) + "\n";
        return new MailMessage()
                .setTo(letter.to())
                .setSubject(texts.subject(delivered.name()))
                .setText(letter.message().isEmpty() ? text : letter.message() + "\n\n" + text);
    }
}
