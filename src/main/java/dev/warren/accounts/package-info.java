/// The people who may sign in, how they prove who they are, and their sessions.
@NullMarked
package dev.warren.accounts;

import org.jspecify.annotations.NullMarked;
