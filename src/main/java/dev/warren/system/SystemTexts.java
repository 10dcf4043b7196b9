package dev.warren.system;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the system page. Templates say `{system:engine}`.
@MessageBundle("system")
public interface SystemTexts {

    @Message("System")
    String system();

    @Message("How Warren itself is, and what its engines have counted since they started.")
    String lead();

    @Message("Program")
    String program();

    @Message("Version")
    String version();

    @Message("Running since")
    String since();

    @Message("Java")
    String java();

    @Message("Machine")
    String machine();

    @Message("{#if count == 1}{name}, one processor{#else}{name}, {count} processors{/if}")
    String processors(String name, int count);

    @Message("Memory")
    String memory();

    @Message("{used} of {limit} at most")
    String memoryOf(String used, String limit);

    @Message("Database")
    String database();

    @Message("PostgreSQL {version}, Warren's own")
    String ownDatabase(String version);

    @Message("PostgreSQL {version}")
    String namedDatabase(String version);

    @Message("Address")
    String address();

    @Message("Size")
    String size();

    @Message("The database does not answer.")
    String noDatabase();

    @Message("Events")
    String events();

    @Message(
            "{#if listeners == 1}One program follows them{#else}{listeners} programs follow them{/if}; {waiting} wait to be written.")
    String eventsState(int listeners, int waiting);

    @Message("Log")
    String log();

    @Message("Level")
    String level();

    @Message(
            "{#switch level}{#case 'error'}Only what fails{#case 'warn'}Only what is wrong{#case 'info'}Usual{#else}Everything, to look for a fault{/switch}")
    String levelName(String level);

    @Message("It lasts until Warren is restarted.")
    String levelHint();

    @Message("Set")
    String set();

    @Message("The log level is set.")
    String levelSet();

    @Message("Examination")
    String examination();

    @Message("Looks at the machine: TUN device, rights, ports, forwarding, NAT, endpoints, clock, disk and database.")
    String examinationLead();

    @Message("Examining the machine …")
    String examining();

    @Message("Examine")
    String examine();

    @Message("Examined")
    String examined();

    @Message("{#switch severity}{#case 'ok'}Fine{#case 'note'}Note{#case 'warning'}Warning{#else}Error{/switch}")
    String severity(String severity);

    @Message("Everything is as it should be.")
    String allFine();

    @Message("{#if count == 1}One thing is as it should be{#else}{count} things are as they should be{/if}")
    String fine(int count);

    @Message("For programs")
    String programs();

    @Message("API reference")
    String reference();

    @Message("OpenAPI document")
    String openapi();

    @Message("Health")
    String health();

    @Message("Metrics")
    String metrics();

    @Message("Engine of {name}")
    String engine(String name);

    @Message("Running")
    String running();

    @Message("Not running")
    String notRunning();

    @Message("Handshakes")
    String handshakes();

    @Message(
            "{#switch name}{#case 'initiated'}begun here{#case 'answered'}answered{#case 'completed'}completed{#else}{name}{/switch}")
    String handshake(String name);

    @Message("Dropped packets")
    String drops();

    @Message("None so far.")
    String noDrops();

    @Message(
            "{#switch reason}{#case 'malformed_message'}no WireGuard message{#case 'mac1_invalid'}sender doesn't know our public key{#case 'cookie_required'}under load, answered with a cookie{#case 'rate_limited'}too many handshakes from one source{#case 'handshake_queue_full'}more handshakes than could be worked off{#case 'initiation_invalid'}handshake that can't be decrypted{#case 'unknown_peer'}public key that belongs to no peer{#case 'initiation_replayed'}handshake that was seen before{#case 'initiation_flood'}handshakes in too fast succession{#case 'response_invalid'}answer to nothing we sent{#case 'cookie_reply_invalid'}cookie for nothing we sent{#case 'unknown_index'}session that nobody has (any more){#case 'key_expired'}session key too old{#case 'replayed'}packet that was seen before{#case 'authentication_failed'}not authentic{#case 'inner_malformed'}no sound IP packet inside{#case 'source_not_allowed'}source address isn't the peer's{#case 'ecn_illegal'}congestion mark that can't be{#case 'tun_write_failed'}kernel didn't take it{#case 'no_peer_for_destination'}address belongs to no peer{#case 'routing_loop'}our own message inside the tunnel{#case 'no_endpoint'}peer's endpoint isn't known{#case 'no_session'}peer is never dialled and has no session{#case 'outbound_malformed'}no sound IP packet from the system{#case 'staged_overflow'}waited for a handshake in vain{#case 'handshake_timed_out'}handshake never came about{#case 'send_failed'}kernel didn't send it{#else}{reason}{/switch}")
    String drop(String reason);

    @Message("More counters")
    String others();

    @Message("No interface is switched on, so no engine runs.")
    String noEngines();

    @Message("To the interfaces")
    String toInterfaces();

    @Message("Master key")
    String masterKey();

    @Message(
            "It seals the keys and passwords in the database. A new one seals all of them anew; nothing stops meanwhile.")
    String masterKeyLead();

    @Message("Current key")
    String masterKeyId();

    @Message("Kept in")
    String masterKeyPlace();

    @Message("Still needed")
    String masterKeyFormer();

    @Message("Change the master key")
    String masterKeyRotate();

    @Message("Take a new master key and seal every secret anew? Backups of the database need the key of their time.")
    String masterKeyQuestion();

    @Message("There is a new master key.")
    String masterKeyChanged();
}
