package dev.warren.peers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One page of the peers that somebody looks for.
///
/// @param query text that name, notes, address, key or endpoint contain; empty for everybody
/// @param sort column, with a minus in front for the other direction
/// @param page counts from 1
/// @param matches how many there are on all pages
public record PeerList(String query, String sort, int page, int matches, List<LivePeer> peers) {

    static final int PAGE_SIZE = 50;

    private static final String BY_NAME = "name";

    private static final Map<String, Comparator<LivePeer>> COLUMNS = Map.of(
            BY_NAME,
            Comparator.comparing(peer -> peer.name().toLowerCase(Locale.ROOT)),
            "state",
            Comparator.comparing(peer -> peer.status().state()),
            "address",
            Comparator.comparing(peer -> padded(peer.member().ipv4())),
            "receive",
            Comparator.comparing(LivePeer::receiveTotal),
            "transmit",
            Comparator.comparing(LivePeer::transmitTotal),
            "seen",
            Comparator.comparing(peer -> Objects.requireNonNullElse(peer.latestHandshake(), Instant.EPOCH)));

    static PeerList of(List<LivePeer> all, @Nullable String query, @Nullable String sort, @Nullable Integer page) {
        String wanted = query == null ? "" : query.strip();
        String order = sort != null && COLUMNS.containsKey(column(sort)) ? sort : BY_NAME;
        List<LivePeer> found = all.stream()
                .filter(peer -> matches(peer, wanted.toLowerCase(Locale.ROOT)))
                .sorted(comparator(order))
                .toList();
        int pages = Math.max(1, Math.ceilDiv(found.size(), PAGE_SIZE));
        int shown = Math.clamp(page == null ? 1 : page, 1, pages);
        int from = (shown - 1) * PAGE_SIZE;
        return new PeerList(
                wanted, order, shown, found.size(), found.subList(from, Math.min(found.size(), from + PAGE_SIZE)));
    }

    public int from() {
        return matches == 0 ? 0 : (page - 1) * PAGE_SIZE + 1;
    }

    public int to() {
        return (page - 1) * PAGE_SIZE + peers.size();
    }

    public boolean hasPages() {
        return matches > PAGE_SIZE;
    }

    public boolean isFirst() {
        return page == 1;
    }

    public boolean isLast() {
        return to() >= matches;
    }

    /// The query string of another page of the same list.
    public String toPage(int other) {
        return link(sort, other);
    }

    /// The query string that sorts by `column`, or turns the order round if it does so already.
    public String toSort(String column) {
        return link(sort.equals(column) ? "-" + column : column, 1);
    }

    /// `aria-sort` of the column's header.
    public String ariaSort(String column) {
        return sort.equals(column) ? "ascending" : sort.equals("-" + column) ? "descending" : "none";
    }

    private String link(String order, int number) {
        return "?q=%s&sort=%s&page=%d".formatted(URLEncoder.encode(query, StandardCharsets.UTF_8), order, number);
    }

    private static String column(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    private static Comparator<LivePeer> comparator(String sort) {
        Comparator<LivePeer> column = Objects.requireNonNull(COLUMNS.get(column(sort)));
        return sort.startsWith("-") ? column.reversed() : column;
    }

    static boolean matches(LivePeer peer, String lowerCase) {
        return lowerCase.isEmpty()
                || Stream.of(
                                peer.name(),
                                peer.member().notes(),
                                peer.member().ipv4(),
                                peer.member().ipv6(),
                                peer.member().publicKey(),
                                peer.endpoint(),
                                String.join(" ", peer.member().networks()))
                        .filter(Objects::nonNull)
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(lowerCase));
    }

    /// Numbers of the same width, so that 10.8.0.9 comes before 10.8.0.10.
    private static String padded(@Nullable String address) {
        return address == null
                ? ""
                : Stream.of(address.split("\\."))
                        .map(part -> "000".substring(Math.min(3, part.length())) + part)
                        .reduce("", String::concat);
    }
}
