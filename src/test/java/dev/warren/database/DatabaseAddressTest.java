package dev.warren.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void a_jdbc_url_keeps_its_parameters_and_takes_the_login_given_beside_it() {
        DatabaseAddress address =
                DatabaseAddress.parse("jdbc:postgresql://db:5433/warren?sslmode=require", "ann", "secret");

        assertEquals(new DatabaseAddress("jdbc:postgresql://db:5433/warren?sslmode=require", "ann", "secret"), address);
    }

    @Test
    void a_short_url_brings_its_own_login() {
        DatabaseAddress address = DatabaseAddress.parse("postgres://ann:p%40ss+word@db/warren", null, null);

        assertEquals(new DatabaseAddress("jdbc:postgresql://db/warren", "ann", "p@ss+word"), address);
    }

    @Test
    void a_login_beside_the_url_wins_over_the_one_in_it() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://ann:one@db/warren", "bob", "two");

        assertEquals(new DatabaseAddress("jdbc:postgresql://db/warren", "bob", "two"), address);
    }

    @Test
    void an_address_of_version_6_is_understood() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://[fd00::1]:5432/warren", null, null);

        assertEquals("jdbc:postgresql://[fd00::1]:5432/warren", address.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:hidden@db/warren",
                "jdbc:postgresql:warren",
                "postgresql://db",
                "postgresql://db/",
                "not an address, hidden",
                "postgresql://ann:hid den@db/warren"
            })
    void what_is_no_address_of_postgresql_is_refused_without_repeating_it(String url) {
        var refusal = assertThrows(DatabaseUnavailable.class, () -> DatabaseAddress.parse(url, null, null));

        assertTrue(refusal.getMessage().contains("WARREN_DATABASE_URL"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("hid"), refusal.getMessage());
    }

    @Test
    void a_server_that_does_not_answer_is_named_with_the_remedy() throws IOException {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://127.0.0.1:" + closedPort() + "/warren", "ann", "secret");

        var refusal = assertThrows(DatabaseUnavailable.class, address::verify);

        assertTrue(refusal.getMessage().contains(address.url()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("can't be reached"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
    }

    @Test
    void the_password_is_not_printed() {
        assertFalse(new DatabaseAddress("jdbc:postgresql://db/warren", "ann", "secret")
                .toString()
                .contains("secret"));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
