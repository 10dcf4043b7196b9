package dev.warren.delivery;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A Warren whose mail goes to a [MailServer].
public final class MailServerResource implements QuarkusTestResourceLifecycleManager {

    private MailServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = MailServer.start(SmtpConfig.Security.STARTTLS, true);
        } catch (Exception e) {
            throw new IllegalStateException("no mail server", e);
        }
        return Map.of(
                "warren.smtp.host",
                "localhost",
                "warren.smtp.port",
                String.valueOf(server.port()),
                "warren.smtp.username",
                MailServer.USER,
                "warren.smtp.password",
                MailServer.PASSWORD,
                "warren.smtp.from",
                "vpn@example.org",
                "warren.smtp.authority",
                server.certificate().toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(MailServer.class));
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
