package dev.warren.compat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.web.Rejection;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// How wg-easy says no.
///
/// @param data what is wrong field by field
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WgEasyError(boolean error, int statusCode, String statusMessage, String message, Map<String, String> data) {

    /// The answer to a refused request. wg-easy says 400 to every value that can't be used.
    static Response answer(Rejection rejection) {
        return answer(rejection, rejection.status() == 422 ? 400 : rejection.status());
    }

    static Response answer(Rejection rejection, int status) {
        String sentence = rejection.sentence();
        boolean byField = !rejection.errors().isEmpty();
        String message = byField ? HttpResponseStatus.valueOf(status).reasonPhrase() : sentence;
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new WgEasyError(
                        true, status, message, sentence, rejection.errors().all()))
                .build();
    }
}
