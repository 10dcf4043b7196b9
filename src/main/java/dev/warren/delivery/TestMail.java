package dev.warren.delivery;

import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;

/// A mail that shows whether mail works.
@ApplicationScoped
public class TestMail {

    private final Smtp smtp;

    TestMail(Smtp smtp) {
        this.smtp = smtp;
    }

    /// Takes as long as the mail server does. Must not be called in a transaction.
    ///
    /// @throws dev.warren.web.Rejection if no mail server is set, it refuses the address, or anything else goes
    /// wrong
    public void send(String to) {
        smtp.send(new MailMessage()
                .setTo(to)
                .setSubject("Warren can send mail")
                .setText("Somebody has pressed the button for a test in Warren's settings. The mail server works.\n"));
    }
}
