package dev.warren.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// How to reach a database: a JDBC URL, a user and a password.
public record DatabaseAddress(String url, String user, String password) {

    private static final int OLDEST_SERVER = 14;
    private static final String CONNECT_SECONDS = "10";

    /// What `WARREN_DATABASE_URL` and its companions say. The URL is `jdbc:postgresql://host:port/name` or the
    /// shorter `postgresql://user:password@host:port/name`; a user or password given on its own wins over one in
    /// the URL.
    ///
    /// @throws DatabaseUnavailable if the URL is none of PostgreSQL's
    public static DatabaseAddress parse(String url, @Nullable String user, @Nullable String password) {
        URI uri = uri(url);
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseAddress(
                jdbc(uri),
                user != null ? user : login.length > 0 ? decode(login[0]) : "warren",
                password != null ? password : login.length > 1 ? decode(login[1]) : "");
    }

    private static URI uri(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        try {
            URI uri = new URI(plain);
            boolean postgresql = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (postgresql && uri.getHost() != null && uri.getRawPath().length() > 1) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Its message quotes the whole URL, and with it perhaps a password.
        }
        throw new DatabaseUnavailable("WARREN_DATABASE_URL is no address of a PostgreSQL database: write it like"
                + " jdbc:postgresql://db.example.org:5432/warren.");
    }

    private static String jdbc(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Signs in once, so that a wrong address is told in one sentence instead of by the connection pool's stack
    /// trace.
    ///
    /// @throws DatabaseUnavailable if that fails, or the server is too old
    public void verify() {
        try (var connection = connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new DatabaseUnavailable("The database %s is PostgreSQL %d: Warren needs %d or newer."
                        .formatted(url, version, OLDEST_SERVER));
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(refusal(e), e);
        }
    }

    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("loginTimeout", CONNECT_SECONDS);
        return DriverManager.getConnection(url, login);
    }

    private String refusal(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                "The database %s refuses the user %s: check WARREN_DATABASE_USER and WARREN_DATABASE_PASSWORD."
                        .formatted(url, user);
            case "3D000" ->
                "The server of %s has no such database: create it with CREATE DATABASE, or correct WARREN_DATABASE_URL."
                        .formatted(url);
            default ->
                "The database %s can't be reached (%s): start it, or correct WARREN_DATABASE_URL."
                        .formatted(url, firstSentence(e.getMessage()));
        };
    }

    private static String firstSentence(@Nullable String message) {
        return message == null
                ? "no answer"
                : message.lines().findFirst().orElse("no answer").replaceFirst("\\. .*|\\.$", "");
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
