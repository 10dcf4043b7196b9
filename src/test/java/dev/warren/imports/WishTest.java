package dev.warren.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.imports.ForeignServer.ForeignPeer;
import dev.warren.imports.ForeignServer.LeftOut;
import dev.warren.imports.ForeignServer.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What files of other programs say.
class WishTest {

    private static final String KEY = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";

    private LineErrors errors = new LineErrors();

    @Test
    void a_file_of_wg_quick_has_names_in_its_comments_addresses_and_networks() {
        ForeignServer server = read(ForeignFiles.text("wg-quick.conf"));
        assertTrue(errors.isEmpty());
        assertEquals("10.61.0.1/24", server.ipv4().value());
        assertEquals("fd61::1/64", server.ipv6().value());
        assertEquals("51961", server.port().value());
        assertEquals("1400", server.mtu().value());
        assertEquals(List.of("phone of Anna", "lisbon", ""), names(server));
        assertEquals(
                List.of("10.61.0.3/32", "192.168.61.0/24"),
                server.peers().get(1).allowed());
        assertEquals("lisbon.example.org:51820", server.peers().get(1).endpoint());
        assertNotNull(server.peers().getFirst().presharedKey());
        assertNull(server.peers().get(1).presharedKey());
        assertEquals(
                List.of(
                        new LeftOut(8, "postup", Reason.COMMANDS),
                        new LeftOut(9, "postdown", Reason.COMMANDS),
                        new LeftOut(23, "persistentkeepalive", Reason.UNKNOWN)),
                server.leftOut());
    }

    @Test
    void pivpn_comments_out_what_it_has_disabled() {
        ForeignServer server = read(ForeignFiles.text("pivpn.conf"));
        assertTrue(errors.isEmpty());
        assertEquals(List.of("phone", "laptop-bert", "tablet"), names(server));
        assertEquals(
                List.of(true, false, true),
                server.peers().stream().map(ForeignPeer::enabled).toList());
        assertEquals(
                List.of("10.62.0.3/32", "fd11:5ee:bad:c0de::3/128"),
                server.peers().get(1).allowed());
        assertEquals(List.of(), server.leftOut());
    }

    @Test
    void wireguard_ui_and_easy_wg_quick_say_more_than_the_name() {
        assertEquals(List.of("Carla's iPad"), names(read(ForeignFiles.text("wireguard-ui.conf"))));
        assertEquals(List.of("dora", "11"), names(read(ForeignFiles.text("easy-wg-quick.conf"))));
        assertTrue(errors.isEmpty());
    }

    @Test
    void wg_easys_json_has_the_clients_private_keys_too() {
        ForeignServer server = read(ForeignFiles.text("wg0.json"));
        assertTrue(errors.isEmpty());
        assertEquals("10.65.0.1/24", server.ipv4().value());
        assertEquals(List.of("Emil’s phone", "old laptop"), names(server));
        assertEquals(
                List.of(8, 19), server.peers().stream().map(ForeignPeer::line).toList());
        assertNotNull(server.peers().getFirst().privateKey());
        assertEquals(
                List.of(true, false),
                server.peers().stream().map(ForeignPeer::enabled).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "# Client: anna (6e9ad5de-5b17-4a57-9a43-0a7bd1f0a001) | anna",
                "# Client: anna (at home) | anna (at home)",
                "### Client bert | bert",
                "# BEGIN_PEER carla | carla",
                "### begin dora ### | dora",
                "# friendly_name=emil | emil",
                "#Name# = frieda | frieda",
                "# 12: gustav > wgclient_12.conf | gustav",
                "# just a name | just a name",
                "# AllowedIPs = 10.0.0.0/8 | ~~",
                "# END_PEER somebody | ~~",
                "### | ~~"
            })
    void every_program_has_its_own_way_to_name_a_peer(String comment, String name) {
        assertEquals(List.of(name), names(read("[Interface]\n%s\n[Peer]\nPublicKey = %s".formatted(comment, KEY))));
        assertEquals(List.of(name), names(read("[Interface]\n[Peer]\n%s\nPublicKey = %s".formatted(comment, KEY))));
    }

    @Test
    void a_comment_behind_a_setting_is_not_the_next_peers() {
        assertEquals(List.of("anna", "bert"), names(read("""
                        [Interface]
                        [Peer]
                        # anna
                        PublicKey = a # new since May
                        AllowedIPs = 10.0.0.2/32 # her phone
                        [Peer] # bert
                        PublicKey = b
                        """)));
    }

    @Test
    void what_is_no_such_file_is_told_by_its_line() {
        read("");
        assertEquals(List.of("There is nothing in this file."), errors.at(1));
        read("PrivateKey = x\n[Interface]\nrubbish\n[Router]\n[Interface]\n");
        assertEquals(List.of("This stands in front of [Interface]."), errors.at(1));
        assertEquals(List.of("“rubbish” is no setting: it has no “=”."), errors.at(3));
        assertEquals(List.of("“[Router]” is neither [Interface] nor [Peer]."), errors.at(4));
        assertEquals(List.of("There is an [Interface] already."), errors.at(5));
    }

    @Test
    void json_that_is_none_and_json_of_somebody_else_are_told() {
        read("{\n \"server\": {,");
        assertEquals(List.of("This is no JSON."), errors.at(2));
        read("{\"peers\": []}");
        assertEquals(List.of("This is not wg-easy's wg0.json: it has no “server” with “clients”."), errors.at(1));
    }

    private ForeignServer read(String text) {
        errors = new LineErrors();
        return new Wish(text, null, null, null).read(errors);
    }

    private static List<String> names(ForeignServer server) {
        return server.peers().stream().map(ForeignPeer::name).toList();
    }
}
