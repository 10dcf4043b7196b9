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

    @Message("Open the authenticator app and type the six digits it shows for Warren. A recovery code works too.")
    String codeHint();

    @Message("Second step")
    String secondStep();

    @Message("Begin again")
    String beginAgain();

    @Message("My account")
    String account();

    @Message("Change password")
    String changePassword();

    @Message("Current password")
    String presentPassword();

    @Message("New password")
    String newPassword();

    @Message("New password, once more")
    String repeatPassword();

    @Message(
            "At least 8 characters. A few words that don't belong together are easy to keep in mind and hard to guess.")
    String passwordHint();

    @Message("All your other sessions end.")
    String passwordEndsSessions();

    @Message(
            "{#when done}{#is 'password'}Your password is changed. You are signed out on all other devices.{#is 'totp'}Your second factor is on. You are signed out on all other devices.{#is 'totp-off'}Your second factor is off.{#is 'sessions'}You are signed out on all other devices.{#is 'session'}That session has ended.{#is 'token'}The token no longer works.{/when}")
    String done(String done);

    @Message("Signed in as {name}, {role}.")
    String lead(String name, String role);

    @Message("Second factor")
    String secondFactor();

    @Message("Off")
    String off();

    @Message("On")
    String on();

    @Message(
            "With a second factor, a password that somebody got hold of is not enough: a code from an app on your phone is asked for too. Any authenticator app does, such as Aegis, 2FAS, FreeOTP, or the one in a password manager.")
    String totpLead();

    @Message("Your password")
    String yourPassword();

    @Message("Set up")
    String setUp();

    @Message("A code from your app is asked for after the password.")
    String totpOn();

    @Message("{#if left == 1}One recovery code is left.{#else}{left} recovery codes are left.{/if}")
    String codesLeft(long left);

    @Message("Make new ones before they run out: without your phone, they are the only way in.")
    String codesShort();

    @Message("Turn off")
    String turnOff();

    @Message("New recovery codes")
    String newCodes();

    @Message("Both need your password. New recovery codes replace the old ones.")
    String totpPasswordHint();

    @Message("Set up the second factor")
    String enrolment();

    @Message("Scan this with your authenticator app")
    String scan();

    @Message("QR code for an authenticator app")
    String scanAlt();

    @Message("Or type the key")
    String orType();

    @Message("It counts six digits, every 30 seconds anew (TOTP, SHA-1).")
    String keyHint();

    @Message("Then type the code it shows")
    String confirmTitle();

    @Message("Six digits; it changes every 30 seconds.")
    String confirmHint();

    @Message("Turn on")
    String turnOn();

    @Message("Cancel")
    String cancel();

    @Message("Recovery codes")
    String recoveryCodes();

    @Message(
            "Your second factor is on. Keep these codes where your phone is not: each lets you in once when the phone is gone. They are shown this one time.")
    String codesFirst();

    @Message(
            "The old codes no longer work. Keep these where your phone is not: each lets you in once when the phone is gone. They are shown this one time.")
    String codesAgain();

    @Message("Download")
    String download();

    @Message("I have kept them")
    String kept();

    @Message("Sessions")
    String sessions();

    @Message("Where you are signed in. End what you don't know, and change your password then.")
    String sessionsLead();

    @Message("This one")
    String thisOne();

    @Message("End all others")
    String endOthers();

    @Message("End the session on {device}")
    String endSession(String device);

    @Message("You are signed out everywhere but here.")
    String endOthersQuestion();

    @Message("API tokens")
    String tokens();

    @Message(
            "A token lets a program work with Warren in your name, without your password. It can never do more than you can.")
    String tokensLead();

    @Message("API reference")
    String reference();

    @Message("No tokens yet. Make one for each program, so that you can revoke it alone.")
    String noTokens();

    @Message("New token")
    String newToken();

    @Message("Name")
    String tokenName();

    @Message("What it is for: terraform, backup, phone.")
    String tokenNameHint();

    @Message("What it may do")
    String scopes();

    @Message("{#when scope}{#is READ}Read{#is PEERS}Peers{#else}Everything{/when}")
    String scopeName(Scope scope);

    @Message(
            "{#when scope}{#is READ}everything but configurations, which have keys{#is PEERS}read and change peers, and nothing else{#else}all that you may, but your own password and tokens{/when}")
    String scopeHint(Scope scope);

    @Message("Expires")
    String expires();

    @Message(
            "{#if days == '30'}In 30 days{#else if days == '90'}In 90 days{#else if days == '365'}In a year{#else}Never{/if}")
    String lifetime(String days);

    @Message("Make token")
    String makeToken();

    @Message("Your new token “{name}”")
    String madeToken(String name);

    @Message("Copy it now: it is shown this one time. Programs send it as a Bearer token.")
    String madeTokenLead();

    @Message("For example")
    String example();

    @Message("Done")
    String finished();
}
