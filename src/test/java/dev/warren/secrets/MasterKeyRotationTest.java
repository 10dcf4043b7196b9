package dev.warren.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.audit.AuditLog;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.TestPeers;
import dev.warren.web.Rejection;
import dev.warren.web.ShiftedClock;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The master key against a real database. The application's own keyring takes part, so that everything else goes on
/// being readable; where the keys come from is a directory of the test.
@QuarkusTest
class MasterKeyRotationTest {

    /// What a transaction may take.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Inject
    Keyring keyring;

    @Inject
    KeyRows rows;

    @Inject
    Resealing resealing;

    @Inject
    AuditLog audit;

    @Inject
    ShiftedClock clock;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Scheduler scheduler;

    @TempDir
    Path data;

    private WgInterface wg;

    /// The application's own job reads the same rows by the same clock.
    @BeforeEach
    void alone() {
        scheduler.pause("former master keys");
    }

    @AfterEach
    void notAloneAnyMore() {
        scheduler.resume("former master keys");
    }

    @BeforeEach
    void somethingSealed() {
        wg = interfaces.create();
        peers.create(wg, "sealed");
    }

    @Test
    void secrets_lie_sealed_in_their_columns() {
        var column = column("wg_interface", "private_key", wg.id());
        assertEquals(keyring.first().id(), Keyring.idOf(column));
        assertFalse(column.contains(TestInterfaces.privateKey(wg)));
    }

    @Test
    void what_an_older_warren_left_open_is_sealed() {
        var key = TestInterfaces.privateKey(wg);
        set(wg.id(), key);
        assertThrows(Exception.class, this::readAgain);
        assertTrue(resealing.all() >= 1);
        assertNotEquals(key, column("wg_interface", "private_key", wg.id()));
        assertEquals(key, TestInterfaces.privateKey(readAgain()));
        assertEquals(0, resealing.all());
    }

    @Test
    void what_was_put_into_another_column_does_not_open() {
        set(wg.id(), stored("select preshared_key from peer where interface_id = :id"));
        assertThrows(Exception.class, this::readAgain);
        set(wg.id(), keyring.seal(TestInterfaces.privateKey(wg), "wg_interface.private_key"));
    }

    @Test
    void a_new_key_seals_everything_and_the_former_one_goes_when_nothing_needs_it() throws IOException {
        var source = own();
        source.write(List.of(keyring.first()));
        var former = keyring.first().id();
        var rotation = new MasterKeyRotation(source, keyring, rows, resealing, audit, clock, LONGEST);

        assertTrue(rotation.rotate() >= 3);

        var state = rotation.state();
        assertNotEquals(former, state.present());
        assertTrue(state.former().contains(former));
        assertEquals(state.present(), Keyring.idOf(column("wg_interface", "private_key", wg.id())));
        assertEquals(TestInterfaces.privateKey(wg), TestInterfaces.privateKey(readAgain()));
        assertEquals(2, source.read().size());

        clock.advance(LONGEST);
        rotation.forgetFormer();
        assertEquals(2, source.read().size(), "transactions from before may still be under way");
        clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        rotation.forgetFormer();
        assertEquals(List.of(), rotation.state().former());
        assertEquals(
                List.of(state.present()),
                source.read().stream().map(MasterKey::id).toList());
        assertEquals(TestInterfaces.privateKey(wg), TestInterfaces.privateKey(readAgain()));
    }

    @Test
    void a_former_key_goes_from_the_file_also_when_warren_was_ended_before_it_could_write_that() throws IOException {
        var source = own();
        var present = keyring.first();
        source.write(List.of(present, MasterKey.generate()));
        var rotation = new MasterKeyRotation(source, keyring, rows, resealing, audit, clock, LONGEST);
        QuarkusTransaction.requiringNew().run(() -> rows.keepOnly(present.id()));

        clock.advance(LONGEST.plusMinutes(2));
        rotation.forgetFormer();

        assertEquals(
                List.of(present.id()), source.read().stream().map(MasterKey::id).toList());
    }

    /// The key counts from the moment at which it is in the file, so it is one that the next start has to know.
    @Test
    void a_change_that_was_not_committed_leaves_a_key_that_is_checked_at_the_start() throws IOException {
        var source = own();
        source.write(List.of(keyring.first()));
        var rotation = new MasterKeyRotation(source, keyring, rows, resealing, audit, clock, LONGEST);
        rotation.rotate();
        var present = keyring.first().id();
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("update master_key set id = 'former' where id = :id")
                        .setParameter("id", present)
                        .executeUpdate());

        clock.advance(LONGEST.plusMinutes(2));
        rotation.forgetFormer();

        assertEquals(
                List.of(present),
                QuarkusTransaction.requiringNew().call(rows::all).stream()
                        .map(KeyRows.Row::id)
                        .toList());
        start(source);
    }

    @Test
    void where_the_administrator_keeps_the_keys_a_new_one_has_to_be_there_first() throws IOException {
        var file = data.resolve("keys");
        Files.writeString(file, keyring.first().text() + "\n");
        var source = new MasterKeySource(new Config(Optional.of(file), Optional.empty(), data));
        var rotation = new MasterKeyRotation(source, keyring, rows, resealing, audit, clock, LONGEST);
        assertEquals(409, assertThrows(Rejection.class, rotation::rotate).status());

        var next = MasterKey.generate();
        Files.writeString(file, next.text() + "\n");
        assertEquals(409, assertThrows(Rejection.class, rotation::rotate).status(), "the present one is missing");

        Files.writeString(
                file, "# new\n" + next.text() + "\n\n" + keyring.first().text() + "\n");
        rotation.rotate();
        assertEquals(next.id(), keyring.first().id());
        assertEquals(TestInterfaces.privateKey(wg), TestInterfaces.privateKey(readAgain()));
    }

    @Test
    void warrens_own_file_is_its_owners_alone() throws IOException {
        own().write(List.of(MasterKey.generate()));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("master.key"))));
    }

    @Test
    void without_the_key_or_with_another_one_warren_does_not_start_and_says_what_to_do() {
        var missing = assertThrows(PreventFurtherStepsException.class, () -> start(own()));
        assertTrue(missing.getMessage().contains("master.key is not there: put back the key"), missing.getMessage());
        assertFalse(Files.exists(data.resolve("master.key")), "no new key is made for a database that has one");

        var other = MasterKey.generate();
        var wrong = assertThrows(PreventFurtherStepsException.class, () -> start(given(other.text())));
        assertTrue(wrong.getMessage().contains("WARREN_MASTER_KEY has [" + other.id() + "]"), wrong.getMessage());
        assertFalse(wrong.getMessage().contains(other.text()));

        var nonsense = assertThrows(PreventFurtherStepsException.class, () -> start(given("hunter2")));
        assertTrue(nonsense.getMessage().contains("openssl rand -base64 32"), nonsense.getMessage());
        assertFalse(nonsense.getMessage().contains("hunter2"));

        var gone = new MasterKeySource(new Config(Optional.of(data.resolve("gone")), Optional.empty(), data));
        assertTrue(assertThrows(PreventFurtherStepsException.class, () -> start(gone))
                .getMessage()
                .contains("WARREN_MASTER_KEY_FILE"));
    }

    @Test
    void with_the_right_key_it_starts() {
        start(given(keyring.first().text()));
    }

    private void start(MasterKeySource source) {
        var ring = new Keyring();
        new MasterKeyAtStart(source, ring, rows, new Resealing(Panache.getEntityManager(), ring)).begin(null);
    }

    private MasterKeySource own() {
        return new MasterKeySource(new Config(Optional.empty(), Optional.empty(), data));
    }

    private MasterKeySource given(String key) {
        return new MasterKeySource(new Config(Optional.empty(), Optional.of(List.of(key)), data));
    }

    private record Config(Optional<Path> masterKeyFile, Optional<List<String>> masterKey, Path data)
            implements SecretsConfig {}

    private WgInterface readAgain() {
        return QuarkusTransaction.requiringNew().call(() -> WgInterface.findById(wg.id()));
    }

    private static String column(String table, String column, UUID id) {
        return (String) QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery("select %s from %s where id = :id".formatted(column, table))
                        .setParameter("id", id)
                        .getSingleResult());
    }

    private String stored(String query) {
        return (String) QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery(query)
                        .setParameter("id", wg.id())
                        .getSingleResult());
    }

    private static void set(UUID id, String value) {
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("update wg_interface set private_key = :value where id = :id")
                        .setParameter("value", value)
                        .setParameter("id", id)
                        .executeUpdate());
    }
}
