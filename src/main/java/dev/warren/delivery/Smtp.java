package dev.warren.delivery;

import dev.warren.web.Rejection;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/// The way out for mail: one connection a message, and a sentence for whatever goes wrong on it.
@Singleton
class Smtp {

    private static final Logger LOG = Logger.getLogger(Smtp.class);
    private static final Pattern ADDRESS = Pattern.compile("(?:[^<>]*<)?([^<>@\\s]+@([^<>@\\s]+))>?");

    private final SmtpConfig settings;
    private final Vertx vertx;

    Smtp(SmtpConfig settings, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
    }

    boolean isSet() {
        return settings.host().isPresent() && settings.from().isPresent();
    }

    /// @throws Rejection 409 if no mail server is set
    void requireSettings() {
        if (!isSet()) {
            throw Rejection.conflict(
                    "Warren knows no mail server: an administrator names one, and a sender, under Settings.");
        }
    }

    /// Hands `message` to the server, which has taken it over when this returns. The sender is the one that is set.
    ///
    /// @throws Rejection 409 if no mail server is set, 422 of `to` if the server refuses the recipient, 502 with
    /// what went wrong otherwise
    void send(MailMessage message) {
        requireSettings();
        String host = settings.host().orElseThrow();
        MailClient client = MailClient.create(vertx, config(host));
        try {
            client.sendMail(message.setFrom(settings.from().orElseThrow()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(host, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed("The mail server %s did not answer within %d seconds. The mail may still arrive."
                    .formatted(host, settings.timeout().toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("Warren is shutting down.");
        } finally {
            client.close();
        }
    }

    private MailConfig config(String host) {
        boolean tls = settings.security() == SmtpConfig.Security.TLS;
        var config = new MailConfig(
                        host, settings.port().orElse(settings.security().port()))
                .setSsl(tls)
                .setStarttls(
                        settings.security() == SmtpConfig.Security.STARTTLS
                                ? StartTLSOptions.REQUIRED
                                : StartTLSOptions.DISABLED)
                // Vert.x checks the certificate's chain by itself, but not whose it is.
                .setHostnameVerificationAlgorithm("HTTPS")
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setKeepAlive(false)
                .setLogin(settings.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setOwnHostname(ownHost());
        settings.username().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        settings.authority()
                .ifPresent(file -> config.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return config;
    }

    /// What Warren calls itself there. The machine's own name would have to be looked up, and is nobody's business.
    private String ownHost() {
        return settings.from()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(parts -> parts.group(2))
                .orElse("localhost");
    }

    private Rejection refusal(String host, Throwable cause) {
        LOG.warnf("Mail could not be sent by %s: %s", host, cause);
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            switch (reason) {
                case SMTPException refused -> {
                    return refusal(host, refused);
                }
                case UnknownHostException _ -> {
                    return failed("There is no mail server called %s.".formatted(host));
                }
                case SSLException tls -> {
                    return failed("The connection to the mail server %s could not be made safe: %s"
                            .formatted(host, tls.getMessage()));
                }
                case ConnectException _ -> {
                    return failed("The mail server %s can't be reached.".formatted(host));
                }
                default -> {}
            }
        }
        return failed("The mail server %s did not take the mail: %s".formatted(host, cause.getMessage()));
    }

    private static Rejection refusal(String host, SMTPException refused) {
        String answer = "%d %s".formatted(refused.getReplyCode(), String.join(" ", refused.getReplyMessages()));
        return switch (refused.getReplyCode()) {
            case 550, 551, 553 ->
                Rejection.invalid("to", "The mail server %s refuses this address: %s".formatted(host, answer));
            case 534, 535 ->
                failed("The mail server %s does not accept the user name and password: %s".formatted(host, answer));
            default -> failed("The mail server %s did not take the mail: %s".formatted(host, answer));
        };
    }

    private static Rejection failed(String sentence) {
        return Rejection.of(502, sentence);
    }
}
