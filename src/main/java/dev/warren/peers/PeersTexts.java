package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages about peers. Templates say `{peers:newPeer}`.
@MessageBundle("peers")
public interface PeersTexts {

    @Message("Peers")
    String peers();

    @Message("Phones, laptops and sites that may join this network.")
    String lead();

    @Message("New peer")
    String newPeer();

    @Message("Name of the new peer")
    String nameOfNew();

    @Message("New peer: a name")
    String newName();

    @Message("Add")
    String add();

    @Message("Online")
    String online();

    @Message("of {total}")
    String ofTotal(int total);

    @Message("Received")
    String received();

    @Message("Sent")
    String sent();

    /// Stands behind an amount.
    @Message("in all")
    String inTotal();

    @Message("Last minute")
    String lastMinute();

    @Message("Find a peer")
    String find();

    @Message("Name, address, key")
    String findHint();

    @Message("Name")
    String name();

    @Message("State")
    String state();

    @Message("Address")
    String address();

    @Message("Seen")
    String seen();

    @Message("Actions")
    String actions();

    @Message("QR code of {name}")
    String qrOf(String name);

    @Message("QR code with the configuration of {name}")
    String qrAlt(String name);

    @Message("More for {name}")
    String moreFor(String name);

    @Message("Settings")
    String settings();

    @Message("Enable")
    String enable();

    @Message("Disable")
    String disable();

    @Message("Delete")
    String delete();

    /// The braces stand for how long ago; the browser fills them in anew every second.
    @Message("\\{} ago")
    String ago();

    @Message("never")
    String never();

    @Message("No peers yet")
    String none();

    @Message("A peer is a phone, a laptop or a whole site that may join this network. Give the first one a name.")
    String noneLead();

    @Message("No peer matches “{query}”")
    String noMatch(String query);

    @Message("Show all peers")
    String showAll();

    @Message("Pages")
    String pages();

    @Message("Configuration")
    String configuration();

    @Message("Download")
    String download();

    @Message("Scan it with the WireGuard app.")
    String scan();

    @Message("This configuration is too long for a QR code. Download it instead.")
    String tooLong();

    @Message("About")
    String about();

    @Message("Interface")
    String wg();

    @Message("Last known at")
    String endpoint();

    @Message("Public key")
    String publicKey();

    @Message("Expires")
    String expires();

    @Message("Networks behind it")
    String networks();

    @Message("Notes")
    String notes();

    @Message("Created")
    String created();

    @Message("Delete {name}?")
    String deleteQuestion(String name);

    @Message("Delete {name}")
    String deleteNow(String name);

    @Message("Cancel")
    String cancel();

    @Message("Close")
    String close();

    @Message("Save")
    String save();

    @Message("Settings of {name}")
    String settingsOf(String name);

    @Message("Shown in lists and under the QR code.")
    String nameHint();

    @Message("The next free one")
    String nextFree();

    @Message("IPv4 address")
    String ipv4();

    @Message("IPv6 address")
    String ipv6();

    @Message("in {range}")
    String inRange(String range);

    @Message("Its own public key")
    String ownKey();

    @Message("Leave it empty, and Warren makes a key pair. Paste the peer's key, and its private key stays with it.")
    String ownKeyHelp();

    @Message("Preshared key")
    String presharedKey();

    @Message("Protects what is recorded today against quantum computers of tomorrow.")
    String presharedKeyHint();

    @Message("Enabled")
    String enabled();

    @Message("Switched off, it is cut off at once and keeps its address.")
    String enabledHint();

    @Message("How the server knows it")
    String identity();

    @Message("What the peer itself is told")
    String client();

    @Message("Empty fields are inherited from {name}. After a change, the peer needs its configuration again.")
    String clientHint(String name);

    @Message("Sends through the tunnel (AllowedIPs)")
    String allowedIps();

    @Message("DNS servers and search domains")
    String dns();

    @Message("MTU")
    String mtu();

    @Message("Keepalive every (seconds)")
    String keepalive();

    @Message("Reaches the server at")
    String serverEndpoint();

    @Message("Routes that lead to it, such as 192.168.7.0/24.")
    String networksHint();

    @Message("Expires at")
    String expiresAt();

    @Message("Time zone")
    String zone();

    @Message("More settings")
    String more();

    @Message("Download the configuration again: the one that {name} has may be out of date.")
    String reissue(String name);

    @Message("{name} is deleted.")
    String deletedOne(String name);

    @Message("{count} peers are deleted.")
    String deletedMany(int count);

    @Message("Undo")
    String undo();

    @Message("More")
    String moreActions();

    @Message("Import a CSV file")
    String importCsv();

    @Message("Export as CSV")
    String exportCsv();

    @Message("Any state")
    String anyState();

    @Message("Any tag")
    String anyTag();

    @Message("Tag")
    String tag();

    @Message("Any owner")
    String anyOwner();

    @Message("No owner")
    String noOwner();

    @Message("Owner")
    String owner();

    @Message("Any interface")
    String anyInterface();

    @Message("Show")
    String show();

    @Message("View")
    String view();

    @Message("Table")
    String table();

    @Message("Cards")
    String cards();

    @Message("Nobody matches")
    String noneOfThem();

    @Message("1 peer")
    String oneMatch();

    @Message("{count} peers")
    String matches(long count);

    @Message("From the beginning")
    String toBeginning();

    @Message("Show more")
    String showMore();

    @Message(
            "{name} will be cut off now, and its configuration works no more. You can undo it for 30 seconds; then its keys, addresses and totals are gone for good.")
    String deleteLead(String name);

    /// @param state the key of a [PeerStatus.State]
    @Message(
            "{#when state}{#is 'online'}Online{#is 'idle'}Idle{#is 'never'}Never connected{#is 'disabled'}Disabled{#is 'expired'}Expired{#is 'outside-window'}Outside its window{#else}Over quota{/when}")
    String stateName(String state);

    @Message("Tags and their colours")
    String tagsTitle();

    @Message("A tag is there as long as a peer has it.")
    String tagsLead();

    @Message("No peer has a tag")
    String noTags();

    @Message("Colour")
    String colour();

    @Message("Colour of {tag}")
    String colourOf(String tag);

    @Message("By its name")
    String byName();

    @Message(
            "{#when colour}{#is 'gray'}Grey{#is 'red'}Red{#is 'orange'}Orange{#is 'yellow'}Yellow{#is 'green'}Green{#is 'teal'}Teal{#is 'blue'}Blue{#is 'purple'}Purple{#else}Pink{/when}")
    String colourName(String colour);
}
