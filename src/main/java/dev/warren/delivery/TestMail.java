package dev.warren.delivery;

import dev.warren.web.Languages;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;

/// A mail that shows whether mail works.
@ApplicationScoped
public class TestMail {

    private final Smtp smtp;
    private final Languages languages;

    TestMail(Smtp smtp, Languages languages) {
        this.smtp = smtp;
        this.languages = languages;
    }

    /// Takes as long as the mail server does. Must not be called in a transaction.
    ///
    /// @throws dev.warren.web.Rejection if no mail server is set, it refuses the address, or anything else goes
    /// wrong
    public void send(String to) {
        var texts = languages.current().texts(MailTexts.class);
        smtp.send(new MailMessage().setTo(to).setSubject(texts.testSubject()).setText(texts.test() + "\n"));
    }
}
