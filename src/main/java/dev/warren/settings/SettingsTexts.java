package dev.warren.settings;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the page of settings. Templates say `{settings:mail}`.
@MessageBundle("settings")
public interface SettingsTexts {

    @Message("Settings")
    String settings();

    @Message(
            "What is set here takes effect at once and overrides the environment. An empty field leaves it to the environment.")
    String lead();

    @Message(
            "{#when source}{#is STORED}Set here.{#is VARIABLE}From the variable {variable}.{#is CONFIGURATION}From the configuration.{/when}")
    String source(Settings.Source source, String variable);

    @Message("Save")
    String save();

    @Message(
            "{#when done}{#is 'mail'}The mail server is saved. Send a test to be sure.{#is 'sent'}The test mail is on its way.{#is 'metrics'}The metrics password is saved.{#is 'retention'}Saved.{/when}")
    String done(String done);

    @Message("Mail")
    String mail();

    @Message("For configurations and links by mail.")
    String mailLead();

    @Message("Mail server")
    String smtpHost();

    @Message("Port")
    String smtpPort();

    @Message("Protection")
    String smtpSecurity();

    @Message(
            "{#when security}{#is 'starttls'}STARTTLS, insisted on{#is 'tls'}TLS from the first byte{#else}None: whoever listens reads along{/when}")
    String security(String security);

    @Message("Environment: {name}")
    String inheritedSecurity(String name);

    @Message("User name")
    String smtpUsername();

    @Message("Password")
    String smtpPassword();

    @Message("Sender")
    String smtpFrom();

    @Message("vpn@example.org, or Example VPN <vpn@example.org>.")
    String smtpFromHint();

    @Message("One is set, and is never shown again. Type another to replace it.")
    String secretSet();

    @Message("None is set.")
    String secretUnset();

    @Message("Forget the one that is set here")
    String forget();

    @Message("Send a test mail to")
    String testTo();

    @Message("Send")
    String send();

    @Message("It uses the settings that are saved.")
    String testHint();

    @Message("Metrics")
    String metrics();

    @Message(
            "Prometheus reads /q/metrics, and wg-easy's clients /metrics/prometheus and /metrics/json, with this password as their Bearer token.")
    String metricsLead();

    @Message("Metrics password")
    String metricsPassword();

    @Message("Without one, /metrics/… is switched off, and /q/metrics wants a sign-in.")
    String metricsOff();

    @Message("Make a new one")
    String generate();

    @Message("Programs that have the old one are refused from then on.")
    String generateQuestion();

    @Message("Cancel")
    String cancel();

    @Message("Copy the new password now: it is shown this one time.")
    String generated();

    @Message("How long the past is kept")
    String retention();

    @Message("90d, 36h or 30m; a number alone is days. What is older is deleted within the day.")
    String retentionLead();

    @Message("Audit log")
    String auditKeep();

    @Message("What clients get")
    String clients();

    @Message("Name servers, networks, MTU and keepalive belong to an interface, and each peer may differ from it.")
    String clientsLead();

    @Message("At least 30 days. Empty and not in the environment: for ever.")
    String auditKeepHint();

    @Message("for ever")
    String forever();

    @Message("Events")
    String eventsKeep();

    @Message("Traffic by the minute")
    String historyMinutes();

    @Message("Traffic by the hour")
    String historyHours();

    @Message("Traffic by the day")
    String historyDays();

    @Message("Sessions of peers")
    String historySessions();
}
