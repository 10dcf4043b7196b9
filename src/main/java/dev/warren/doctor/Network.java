package dev.warren.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// An interface as far as the machine has to do something for it. Read by SQL, because the examination also happens
/// where no server runs.
///
/// @param endpoint where clients are told to go: `vpn.example.org`, perhaps with a port
record Network(
        String name, boolean enabled, int port, String endpoint, int mtu, boolean ipv4, boolean ipv6, boolean nat) {

    private static final String QUERY = """
            select name, enabled, listen_port, endpoint, mtu, ipv4 is not null, ipv6 is not null,
                   nat_ipv4 and ipv4 is not null or nat_ipv6 and ipv6 is not null
              from wg_interface order by name""";

    static List<Network> all(Connection database) throws SQLException {
        var networks = new ArrayList<Network>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                networks.add(new Network(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getInt(3),
                        rows.getString(4),
                        rows.getInt(5),
                        rows.getBoolean(6),
                        rows.getBoolean(7),
                        rows.getBoolean(8)));
            }
        }
        return networks;
    }
}
