package dev.warren.events;

import dev.warren.web.QueryText;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What the page of events is asked for, beside `q`.
public class EventFormFields {

    @RestQuery
    @Nullable String kind;

    @RestQuery("interface")
    @Nullable String wg;

    @RestQuery
    @Nullable String type;

    @RestQuery
    @Nullable String subject;

    @RestQuery
    @Nullable String from;

    @RestQuery
    @Nullable String until;

    EventForm form(@Nullable String text) {
        return EventForm.of(
                QueryText.of(text),
                QueryText.of(kind),
                QueryText.of(wg),
                QueryText.of(type),
                QueryText.of(subject),
                QueryText.of(from),
                QueryText.of(until));
    }
}
