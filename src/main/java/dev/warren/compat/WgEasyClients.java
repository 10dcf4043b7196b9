package dev.warren.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.accounts.Roles;
import dev.warren.peers.Member;
import dev.warren.peers.PeerChanges;
import dev.warren.peers.PeerDelivery;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/api/client`: the list of peers, and one of them.
@Path("/api/client")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class WgEasyClients {

    static final Map<String, Boolean> SUCCESS = Map.of("success", true);

    private final WgEasyDirectory directory;
    private final PeerChanges changes;
    private final PeerDelivery delivery;
    private final ObjectMapper json;

    WgEasyClients(WgEasyDirectory directory, PeerChanges changes, PeerDelivery delivery, ObjectMapper json) {
        this.directory = directory;
        this.changes = changes;
        this.delivery = delivery;
        this.json = json;
    }

    record Created(boolean success, long clientId) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public byte[] list(@RestQuery @Nullable String filter, @RestQuery @Nullable String sort) {
        return directory.list(filter, "desc".equals(sort));
    }

    @POST
    public Created create(@Nullable JsonNode body) {
        Member member = changes.create(null, WgEasyBody.of(body).newPeer());
        return new Created(true, member.number());
    }

    /// The one answer with the secrets of a peer in it.
    @GET
    @Path("{id}")
    public ObjectNode get(@RestPath String id) {
        Member member = directory.member(id);
        ObjectNode client = json.valueToTree(directory.client(member.id()));
        PeerDelivery.Secrets secrets = delivery.secrets(member.id());
        return client.put("privateKey", secrets.privateKey()).put("preSharedKey", secrets.presharedKey());
    }

    @POST
    @Path("{id}")
    public Map<String, Boolean> change(@RestPath String id, @Nullable JsonNode body) {
        Member member = directory.member(id);
        changes.change(member.id(), WgEasyBody.of(body).changed(directory.client(member.id()), member));
        return SUCCESS;
    }

    @DELETE
    @Path("{id}")
    public Map<String, Boolean> delete(@RestPath String id) {
        changes.delete(directory.member(id).id());
        return SUCCESS;
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }
}
