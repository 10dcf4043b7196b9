/// The functions of WireGuard's whitepaper, §5.4: DH, AEAD, XAEAD, HASH, MAC, KDF.
///
/// The only place that knows BouncyCastle, JCA and native crypto. The two functions whose speed matters, [Aead] on
/// every
/// packet and [X25519] in every handshake, have several implementations; the best one that passes its self-test is
/// chosen
/// once, when the class is first used.
@NullMarked
package dev.warren.engine.crypto;

import org.jspecify.annotations.NullMarked;
