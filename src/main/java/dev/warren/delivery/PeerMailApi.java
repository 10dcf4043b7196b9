package dev.warren.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.peers.PeerReach;
import dev.warren.web.FieldErrors;
import dev.warren.web.Patch;
import dev.warren.web.Visitors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// `/api/v1/peers/{id}/mails`: a peer's configuration by mail.
@Path("/api/v1/peers/{id}/mails")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
@RunOnVirtualThread
@Tag(name = "Delivery")
class PeerMailApi {

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>(),;:\"\\\\\\p{Cntrl}]+@[A-Za-z0-9.-]+");

    private final PeerReach reach;
    private final ConfigMail mail;
    private final CurrentUser me;
    private final Visitors visitors;

    PeerMailApi(PeerReach reach, ConfigMail mail, CurrentUser me, Visitors visitors) {
        this.reach = reach;
        this.mail = mail;
        this.me = me;
        this.visitors = visitors;
    }

    @POST
    @Operation(
            summary = "Send the configuration by mail",
            description = "Answers when the mail server has taken the mail over, or says why it has not.")
    public void send(
            @RestPath String id,
            @RequestBody(
                            description = "`as`: `link`, with `expiresIn` and `uses` as for a link, or `file`;"
                                    + " `message`: words of your own that come first",
                            content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                                {"to": "anna@example.org", "as": "link", "expiresIn": 86400, "message": "For your new phone."}\
                                """)))
                    JsonNode body) {
        UUID peer = reach.visible(id).id();
        Patch fields = Patch.of(body, "to", "as", "message", "expiresIn", "uses");
        String to = fields.text("to", "");
        String as = fields.text("as", "link");
        String message = fields.text("message", "");
        LinkTerms terms = LinkTerms.read(fields);
        check(to, message, fields.errors());
        if (!as.equals("link") && !as.equals("file")) {
            fields.errors().add("as", "Send it as a link or as a file.");
        }
        if (as.equals("file") && (fields.has("expiresIn") || fields.has("uses"))) {
            fields.errors().add(fields.has("expiresIn") ? "expiresIn" : "uses", "A file works for ever.");
        }
        fields.errors().reject();
        var letter = new ConfigMail.Letter(to, message, as.equals("link") ? terms : null);
        mail.send(peer, letter, me.name(), visitors.current().orElseThrow());
    }

    /// Notes what is wrong with a recipient and with somebody's own words.
    static void check(String to, String message, FieldErrors errors) {
        if (to.length() > LONGEST_ADDRESS || !ADDRESS.matcher(to).matches()) {
            errors.add("to", "This is no address such as anna@example.org.");
        }
        if (message.length() > LONGEST_MESSAGE) {
            errors.add("message", "A message has at most %d characters.".formatted(LONGEST_MESSAGE));
        }
    }
}
