/// How a peer's configuration gets to its device: files for several systems, archives, links, and mail.
@NullMarked
package dev.warren.delivery;

import org.jspecify.annotations.NullMarked;
