package dev.warren;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/// Where the web admin listens.
record ListenAddress(String host, int port) {

    private static final int LAST_PORT = 65_535;

    /// What `WARREN_HOST` and `WARREN_PORT` say, or their defaults.
    ///
    /// @throws ServerCannotStart if the port is none
    static ListenAddress of(Config config) {
        String port = config.getValue("quarkus.http.port", String.class);
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= LAST_PORT) {
                return new ListenAddress(config.getValue("quarkus.http.host", String.class), number);
            }
        } catch (NumberFormatException e) {
            // The same as a number out of range.
        }
        throw new ServerCannotStart(
                "WARREN_PORT is " + port + ", which is no port: set it to a number from 1 to 65535.");
    }

    /// Takes the address and gives it back, before anything else is begun.
    ///
    /// @throws ServerCannotStart if it can't be had
    void verify() {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ServerCannotStart(
                    "WARREN_HOST is %s, which is no address of this machine: correct it, or unset it to listen on all."
                            .formatted(host));
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (BindException e) {
            throw new ServerCannotStart(refusal(e));
        } catch (IOException e) {
            throw new ServerCannotStart("Warren can't listen on %s port %d (%s): correct WARREN_HOST or WARREN_PORT."
                    .formatted(host, port, e.getMessage()));
        }
    }

    private String refusal(BindException e) {
        String reason = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        if (reason.contains("in use")) {
            return "Port %d is taken by another program: stop it, or set WARREN_PORT to another port.".formatted(port);
        }
        if (reason.contains("denied")) {
            return "This account may not listen on port %d: set WARREN_PORT to 1024 or higher.".formatted(port);
        }
        return "WARREN_HOST is %s, which is no address of this machine: correct it, or unset it to listen on all."
                .formatted(host);
    }
}
