import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.util.List;
import java.util.Random;

/// Configurations for the engine: its own key, clients that are played, and strangers that fill the table.
final class Network {
    static final PrivateKey SERVER = PrivateKey.generate();

    private Network() {}

    static String server() {
        return "[Interface]\nPrivateKey = " + SERVER.base64() + "\nListenPort = " + Engine.PORT + "\n";
    }

    /// @param clients their numbers say which addresses they have
    static String clients(List<Client> clients) {
        StringBuilder text = new StringBuilder();
        clients.forEach(client -> peer(text, client.publicKey(), Client.address(client.number), 1));
        return text.toString();
    }

    /// Peers that are never heard of, each with networks of one address.
    ///
    /// @param first number of the first one
    /// @param networks of all of them together
    static String strangers(int first, int count, int networks) {
        Random random = new Random(first);
        StringBuilder text = new StringBuilder();
        byte[] key = new byte[32];
        int address = Client.address(first);
        for (int i = 0; i < count; i++) {
            random.nextBytes(key);
            int share = (int) ((i + 1L) * networks / count - (long) i * networks / count);
            peer(text, PublicKey.ofBytes(key), address, share);
            address += share;
        }
        return text.toString();
    }

    static String keepalive(List<Client> clients, int seconds) {
        StringBuilder text = new StringBuilder();
        for (Client client : clients) {
            text.append("[Peer]\nPublicKey = ").append(client.publicKey().base64());
            text.append("\nPersistentKeepalive = ").append(seconds).append('\n');
        }
        return text.toString();
    }

    private static void peer(StringBuilder text, PublicKey key, int address, int networks) {
        text.append("[Peer]\nPublicKey = ").append(key.base64()).append("\nAllowedIPs = ");
        for (int i = 0; i < networks; i++) {
            int a = address + i;
            text.append(i == 0 ? "" : ", ").append(a >>> 24).append('.').append(a >>> 16 & 255).append('.');
            text.append(a >>> 8 & 255).append('.').append(a & 255).append("/32");
        }
        text.append('\n');
    }
}
