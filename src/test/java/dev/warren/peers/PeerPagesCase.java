package dev.warren.peers;

import static io.restassured.RestAssured.given;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/// A peer, and browsers that look at its pages.
abstract class PeerPagesCase {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    WgInterface wg;
    Member anna;
    String name;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        name = "anna-" + ++count; // no part of a key, which a search looks through too
        anna = peers.create(wg, name);
    }

    RequestSpecification as(Role role) {
        return browser().cookie("warren_session", accounts.session(role));
    }

    static RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html");
    }
}
