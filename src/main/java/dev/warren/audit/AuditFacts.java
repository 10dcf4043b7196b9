package dev.warren.audit;

/// What the audit log keeps of something before or after a change: a record whose components a person may read later,
/// so none of them is a secret.
///
/// The API and the download tell a component by its name. The page tells it by the label that its form has, which
/// `tags/factLabel.html` knows.
public interface AuditFacts {}
