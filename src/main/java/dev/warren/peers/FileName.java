package dev.warren.peers;

import java.text.Normalizer;

/// Names of downloaded files that every system and every WireGuard app takes.
public final class FileName {

    /// wg-quick makes the file's name the interface's name, which has at most 15 characters.
    public static final int LONGEST = 15;

    private FileName() {}

    /// A name for the configuration of the peer called `peer`, without extension: letters, digits, `_=+.-`, at most
    /// 15.
    public static String of(String peer) {
        String plain = Normalizer.normalize(peer, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-zA-Z0-9_=+.-]+", "-")
                .replaceAll("-{2,}", "-")
                .replaceAll("^[.-]+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST)).replaceAll("[.-]+$", "");
        return cut.isEmpty() ? "peer" : cut;
    }
}
