package dev.warren.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of sign-in and accounts. Templates say `{accounts:signIn}`.
@MessageBundle("accounts")
public interface AccountsTexts {

    @Message("Sign in")
    String signIn();

    @Message("Sign out")
    String signOut();

    @Message("User name")
    String username();

    @Message("Password")
    String password();

    @Message("Stay signed in on this device")
    String remember();

    @Message("Code")
    String code();

    @Message("Open the authenticator app and type the six digits it shows for Warren. A recovery code does too.")
    String codeHint();

    @Message("Second step")
    String secondStep();

    @Message("Begin again")
    String beginAgain();

    @Message("My account")
    String account();

    @Message("Change password")
    String changePassword();

    @Message("Present password")
    String presentPassword();

    @Message("New password")
    String newPassword();

    @Message("New password, once more")
    String repeatPassword();

    @Message(
            "At least 8 characters. A few words that don't belong together are easy to keep in mind and hard to guess.")
    String passwordHint();

    @Message("Your password is changed. You are signed out on all other devices.")
    String passwordChanged();
}
