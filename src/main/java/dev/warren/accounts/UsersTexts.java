package dev.warren.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages about users. Templates say `{users:newUser}`.
@MessageBundle("users")
public interface UsersTexts {

    @Message("Users")
    String users();

    @Message("The people who may sign in here, and what they may do.")
    String lead();

    @Message("New user")
    String newUser();

    @Message("Find a user")
    String find();

    @Message("Name or e-mail address")
    String findHint();

    @Message("Name")
    String name();

    @Message("Role")
    String role();

    @Message("{#when role}{#is ADMIN}Administrator{#is OPERATOR}Operator{#is AUDITOR}Auditor{#else}User{/when}")
    String roleName(Role role);

    @Message(
            "{#when role}{#is ADMIN}may do everything{#is OPERATOR}manages everybody's peers, but no users or settings{#is AUDITOR}reads everything but keys and passwords, changes nothing{#else}has their own peers and sees no others{/when}")
    String roleHint(Role role);

    @Message("E-mail")
    String email();

    @Message("Second factor")
    String secondFactor();

    @Message("On")
    String on();

    @Message("Off")
    String off();

    @Message("Last sign-in")
    String lastSignIn();

    @Message("never")
    String never();

    @Message("Peers")
    String peers();

    @Message("State")
    String state();

    @Message("May sign in")
    String active();

    @Message("Disabled")
    String disabled();

    @Message("No user matches “{query}”")
    String noMatch(String query);

    @Message("Look at the spelling, or search for a part of the name.")
    String noMatchLead();

    @Message("Show all users")
    String showAll();

    @Message("You are alone here")
    String alone();

    @Message(
            "Give everybody who works with Warren an account of their own, so that the audit log can tell who did what. An operator manages peers; a user sees only their own.")
    String aloneLead();

    @Message("Enabled")
    String enabled();

    @Message(
            "Switched off, they are signed out everywhere, and their API tokens stop working. Their peers go on working.")
    String enabledHint();

    @Message("Peer limit")
    String peerLimit();

    @Message("How many peers this user may add on their own. Empty: the server's usual limit.")
    String peerLimitHint();

    @Message("Password")
    String password();

    @Message("Tell it to them where nobody else listens. They can change it under “My account”.")
    String passwordHint();

    @Message("Create user")
    String create();

    @Message("Save")
    String save();

    @Message("Cancel")
    String cancel();

    @Message("Account")
    String account();

    @Message("Since")
    String since();

    @Message("This is you")
    String you();

    @Message("Signing in")
    String signingIn();

    @Message("New password")
    String newPassword();

    @Message("Set password")
    String setPassword();

    @Message("All their sessions end. They sign in with the new password.")
    String setPasswordHint();

    @Message("Reset second factor")
    String reset();

    @Message(
            "For somebody who has lost phone and recovery codes. From then on {name} signs in with the password alone, and has to sign in again everywhere.")
    String resetQuestion(String name);

    @Message("Nobody has set up a second factor for this account. Only its owner can, under “My account”.")
    String noSecondFactor();

    @Message("A code from an app is asked for after the password.")
    String hasSecondFactor();

    @Message("Sessions")
    String sessions();

    @Message("Not signed in anywhere.")
    String noSessions();

    @Message("End all sessions")
    String endAll();

    @Message("{name} is signed out on every device now.")
    String endAllQuestion(String name);

    @Message("End the session on {device}")
    String endOne(String device);

    @Message("Device")
    String device();

    @Message(
            "{#if name.unknown}Unknown device{#else if name.whole}{name.program} on {name.system}{#else}{name.program}{name.system}{/if}")
    String deviceName(DeviceName name);

    @Message("Address")
    String address();

    @Message("Last seen")
    String lastSeen();

    @Message("Actions")
    String actions();

    @Message("API tokens")
    String tokens();

    @Message("No API tokens.")
    String noTokens();

    @Message("Scope")
    String scopes();

    @Message("Expires")
    String expires();

    @Message("Last used")
    String lastUsed();

    @Message("Revoke")
    String revoke();

    @Message("Revoke {name}")
    String revokeOne(String name);

    @Message("Whatever uses “{name}” is refused from now on.")
    String revokeQuestion(String name);

    @Message("No peers belong to {name}. The owner is chosen in a peer's settings.")
    String noPeers(String name);

    @Message("Delete")
    String delete();

    @Message("Delete {name}?")
    String deleteQuestion(String name);

    @Message(
            "{name} is signed out everywhere and can't sign in any more. API tokens and the second factor go too. What the audit log says of {name} stays.")
    String deleteLead(String name);

    @Message(
            "{#if count == 1}One peer belongs to {name}. It goes on working, and belongs to nobody:{#else}{count} peers belong to {name}. They go on working, and belong to nobody:{/if}")
    String deletePeers(String name, int count);

    @Message("and {count} more")
    String morePeers(int count);

    @Message("Delete or disable them in the list of peers, if they are to be cut off.")
    String deletePeersHint();

    @Message("{name} has no peers.")
    String deleteNoPeers(String name);

    @Message("Delete {name}")
    String deleteNow(String name);

    @Message(
            "{#when done}{#is 'created'}The user may sign in now.{#is 'saved'}Saved.{#is 'password'}The new password is set.{#is 'totp'}The second factor is off.{#is 'sessions'}Signed out.{#is 'token'}The token no longer works.{#is 'deleted'}The user is deleted.{/when}")
    String done(String done);
}
