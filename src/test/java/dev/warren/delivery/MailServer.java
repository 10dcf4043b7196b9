package dev.warren.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real SMTP server in a process of its own (aiosmtpd), with a certificate of its own. It refuses whoever's
/// name begins with `nobody`.
final class MailServer implements AutoCloseable {

    static final String USER = "warren";
    static final String PASSWORD = "the mail password of the tests";

    private static final String PROGRAM = """
        import asyncio, email, email.policy, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        mode, certificate, key, user, password = sys.argv[1:]
        tls = None
        if mode != "none":
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(certificate, key)

        class Mailbox:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody"):
                    return "550 5.1.1 nobody lives here"
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope):
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                text = mail.get_body(("plain",))
                files = {part.get_filename(): part.get_content().decode() for part in mail.iter_attachments()}
                print(json.dumps({
                    "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["subject"],
                    "text": text.get_content(), "files": files,
                    "encrypted": mode == "tls" or session.ssl is not None, "signedIn": bool(session.authenticated),
                }), flush=True)
                return "250 OK"

        def known(server, session, envelope, mechanism, data):
            right = data.login.decode() == user and data.password.decode() == password
            return AuthResult(success=right, handled=right)

        async def serve():
            server = await asyncio.get_running_loop().create_server(
                lambda: SMTP(Mailbox(), hostname="localhost", authenticator=known,
                             tls_context=tls if mode == "starttls" else None, require_starttls=mode == "starttls",
                             auth_required=user != "", auth_require_tls=mode == "starttls"),
                "127.0.0.1", 0, ssl=tls if mode == "tls" else None)
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

        asyncio.run(serve())
        """;

    private final Path directory;
    private final Process process;
    private final int port;
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    private MailServer(Path directory, SmtpConfig.Security security, boolean wantsSignIn) throws Exception {
        this.directory = directory;
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out certificate.pem"
                + " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost");
        process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-W",
                        "ignore",
                        "-c",
                        PROGRAM,
                        security.name().toLowerCase(Locale.ROOT),
                        certificate().toString(),
                        directory.resolve("key.pem").toString(),
                        wantsSignIn ? USER : "",
                        PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader();
        port = Integer.parseInt(assertStarted(lines.readLine()));
        Thread.ofVirtual().start(() -> lines.lines().forEach(mails::add));
    }

    static MailServer start(SmtpConfig.Security security, boolean wantsSignIn) throws Exception {
        return new MailServer(Files.createTempDirectory("warren-mail"), security, wantsSignIn);
    }

    int port() {
        return port;
    }

    Path certificate() {
        return directory.resolve("certificate.pem");
    }

    /// The next mail that has come, or comes within ten seconds.
    JsonPath mail() throws InterruptedException {
        String mail = mails.poll(10, TimeUnit.SECONDS);
        assertNotNull(mail, "no mail came");
        return JsonPath.from(mail);
    }

    boolean hasMail() {
        return !mails.isEmpty();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private void run(String command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command.split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), output);
    }

    private static String assertStarted(String line) {
        assertNotNull(line, "aiosmtpd does not start: is python3-aiosmtpd installed?");
        return line;
    }
}
