/// Where datagrams come from and go to: [dev.warren.engine.conn.Bind], with UDP sockets in
/// [dev.warren.engine.conn.UdpBind], and the batches that carry many datagrams through one system call.
///
/// A batch belongs to one thread and owns native memory that datagrams are sealed and opened in, in place. Datagrams of
/// one size to one endpoint lie side by side, so that the kernel gets them as one (`UDP_SEGMENT`) and gives them as one
/// (`UDP_GRO`) without a copy.
@NullMarked
package dev.warren.engine.conn;

import org.jspecify.annotations.NullMarked;
