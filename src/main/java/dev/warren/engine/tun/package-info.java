/// The machine's side of a tunnel: a TUN interface with its offloads.
///
/// The kernel hands over, and takes, up to 64 KiB of one TCP connection or one UDP flow at a time: a *frame*, which
/// is a [dev.warren.engine.linux.VirtioNetHeader] and a packet too large for the wire. On the way out
/// [dev.warren.engine.tun.Segmenter] cuts a frame into packets; on the way in [dev.warren.engine.tun.Coalescer] joins
/// packets into frames, because carrying one frame through the kernel costs hardly more than carrying one packet.
///
/// ## Memory
///
/// Packets are never copied onto the Java heap, and nothing is allocated per packet. The segmenter's one copy (frame
/// to the place where the packet is encrypted) is the only one; the coalescer gathers with `writev` from where the
/// packets were decrypted.
@NullMarked
package dev.warren.engine.tun;

import org.jspecify.annotations.NullMarked;
