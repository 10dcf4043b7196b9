package dev.warren.accounts;

import io.quarkus.qute.TemplateExtension;
import java.util.List;

/// What is kept of users and tokens as a text, as templates need it to say it in words:
/// `{users:roleName(recorded:role('admin'))}`.
@TemplateExtension(namespace = "recorded")
final class RecordedWords {

    private RecordedWords() {}

    static Role role(String text) {
        return Role.parse(text);
    }

    static Scope scope(String text) {
        return Scope.parse(List.of(text)).iterator().next();
    }

    static List<Scope> scopes(String texts) {
        return Scope.parse(List.of(texts.split(", "))).stream().toList();
    }

    static DeviceName device(String text) {
        return DeviceName.parse(text);
    }
}
