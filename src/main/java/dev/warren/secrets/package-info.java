/// How secrets lie in the database: sealed with AES-256-GCM under a master key that is not in it.
@NullMarked
package dev.warren.secrets;

import org.jspecify.annotations.NullMarked;
