package dev.warren.web;

import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The entity tags of what the API shows (RFC 9110, 8.8.3 and 13.1): a tag is an entity's version, so that whoever
/// changes something can say which state they have seen.
public final class Versions {

    private Versions() {}

    /// The tag of a version, with its quotes.
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /// 200 with the body and its tag, or 304 if the caller has this version.
    ///
    /// @param ifNoneMatch the request's header
    public static Response show(Object body, long version, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null && names(ifNoneMatch, version)) {
            return Response.notModified().header("ETag", tag(version)).build();
        }
        return shown(body, version);
    }

    /// 200 with the body of what was changed, and its new tag.
    public static Response shown(Object body, long version) {
        return Response.ok(body).header("ETag", tag(version)).build();
    }

    /// 201 with the body of what was made, its tag, and where it is: `path` begins with a slash.
    public static Response created(Pages pages, String path, Object body, long version) {
        return Response.status(Response.Status.CREATED)
                .header("Location", pages.path(path))
                .header("ETag", tag(version))
                .entity(body)
                .build();
    }

    /// Throws the [Rejection] with status 412 if the caller has seen another version than this.
    ///
    /// @param ifMatch the request's header; null if it makes no difference
    public static void require(@Nullable String ifMatch, long version) {
        if (ifMatch != null && !names(ifMatch, version)) {
            throw Rejection.of(
                    412, "This was changed since you read it. Load it again, and repeat your change if it still fits.");
        }
    }

    /// Whether a list of tags, or `*`, names this version. A proxy that compresses may have made a tag weak.
    private static boolean names(String tags, long version) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag(version)));
    }
}
