package dev.warren.engine.noise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One handshake with all its intermediate values, from `vectors/wireguard-kat.json`.
record KnownAnswers(JsonNode values) {

    static Stream<KnownAnswers> all() {
        try (InputStream file = KnownAnswers.class.getResourceAsStream("/vectors/wireguard-kat.json")) {
            JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(file));
            return StreamSupport.stream(cases.spliterator(), false).map(KnownAnswers::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return Objects.requireNonNull(values.get(name), name).asText();
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    int index(String name) {
        return Objects.requireNonNull(values.get(name), name).intValue();
    }

    PresharedKey presharedKey() {
        return PresharedKey.parseHex(text("psk"));
    }

    PublicKey publicKey(String role) {
        return PublicKey.parseHex(text(role + "_static_public"));
    }

    StaticIdentity identity(String role) {
        return new StaticIdentity(PrivateKey.parseHex(text(role + "_static_private")));
    }

    @Override
    public String toString() {
        return text("psk").matches("0+") ? "without preshared key" : "with preshared key";
    }
}
