package dev.warren.accounts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What holds for all users.
@ConfigMapping(prefix = "warren.accounts")
public interface AccountsConfig {

    /// How many peers a user may have who makes them without an administrator, unless the user has a limit of their
    /// own.
    @WithDefault("5")
    int peerLimit();
}
