package dev.warren.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// What somebody typed into the form of a user. It is checked as a request to the API with the same values would be.
public class UserFormFields {

    @RestForm
    @Nullable String name;

    @RestForm
    @Nullable String email;

    @RestForm
    @Nullable String role;

    @RestForm
    @Nullable String peerLimit;

    @RestForm
    @Nullable String enabled;

    @RestForm
    @Nullable String password;

    UserForm form() {
        return new UserForm(text(name), text(email), text(role), text(peerLimit), enabled != null);
    }

    ObjectNode change() {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("name", text(name));
        body.put("email", email == null || email.isBlank() ? null : email);
        body.put("role", text(role));
        body.put("enabled", enabled != null);
        var limit = text(peerLimit);
        if (limit.isEmpty()) {
            body.putNull("peerLimit");
        } else if (limit.matches("\\d{1,9}")) {
            body.put("peerLimit", Integer.valueOf(limit));
        } else {
            body.put("peerLimit", limit); // refused with a sentence, as a text in JSON is
        }
        return body;
    }

    /// The same with a password, for a user who is new and so may sign in.
    ObjectNode creation() {
        return change().put("enabled", true).put("password", password == null ? "" : password);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
