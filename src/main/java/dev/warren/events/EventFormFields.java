package dev.warren.events;

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
                given(text), given(kind), given(wg), given(type), given(subject), given(from), given(until));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip().replace("\0", "");
    }
}
