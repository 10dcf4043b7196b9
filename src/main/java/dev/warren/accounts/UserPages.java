package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import dev.warren.web.ListPlace;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The people who may sign in, and the page and form of one.
@Path("/users")
@RunOnVirtualThread
class UserPages {

    private final UserChanges changes;
    private final UserProfiles profiles;
    private final OwnedPeers peers;
    private final Pages pages;

    UserPages(UserChanges changes, UserProfiles profiles, OwnedPeers peers, Pages pages) {
        this.changes = changes;
        this.profiles = profiles;
        this.peers = peers;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance users(Listing<UserRow> list, ListPlace place, String query, String done);

        static native TemplateInstance newUser(UserForm form, FieldErrors errors);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
    public TemplateInstance list(@BeanParam ListQuery query, @RestQuery @Nullable String done) {
        var keyset = query.keyset(UserList.SORTS);
        var text = query.text() == null ? "" : query.text();
        var counts = peers.counts();
        var asked = new UserList(query.text(), null, null);
        var users = QuarkusTransaction.requiringNew().call(() -> asked.page(keyset, peers));
        var position = UserList.position(keyset, counts);
        var list = keyset.page(users, position, user -> UserRow.of(user, counts.getOrDefault(user.id(), 0)));
        var previous = keyset.before(users, position);
        var place = new ListPlace("/users", keyset.order(), Map.of("q", text), previous, list.next());
        return Templates.users(list, place, text, done == null ? "" : done);
    }

    @GET
    @Path("new")
    @RolesAllowed(Roles.ADMIN)
    public TemplateInstance blank() {
        return Templates.newUser(UserForm.EMPTY, FieldErrors.none());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    public Response create(@BeanParam UserFormFields fields) {
        try {
            return pages.redirect("/users/" + changes.create(fields.creation()).id() + "?done=created");
        } catch (Rejection e) {
            return pages.again(e, Templates.newUser(fields.form(), e.errors()));
        }
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
    public TemplateInstance show(@RestPath UUID id, @RestQuery @Nullable String done) {
        return profiles.page(id, done == null ? "" : done);
    }

    @POST
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    public Response change(@RestPath UUID id, @BeanParam UserFormFields fields) {
        try {
            changes.change(id, present -> UserDraft.of(fields.change(), present), version -> {});
            return pages.redirect("/users/" + id + "?done=saved");
        } catch (Rejection e) {
            if (e.status() == 404) {
                throw e;
            }
            return pages.again(e, profiles.again(id, fields.form(), errors(e, fields)));
        }
    }

    /// The last administrator is kept by a sentence that stands at what was tried.
    private static FieldErrors errors(Rejection refused, UserFormFields fields) {
        return FieldErrors.of(refused, fields.enabled == null ? "enabled" : "role");
    }
}
