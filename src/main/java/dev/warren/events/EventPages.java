package dev.warren.events;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.ListQuery;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;

/// All that happened, for people.
@Path("/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@RunOnVirtualThread
class EventPages {

    private final EventTable table;
    private final CurrentUser current;

    EventPages(EventTable table, CurrentUser current) {
        this.table = table;
        this.current = current;
    }

    /// @param key of an interface that the list may be narrowed to
    record Choice(String key, String name) {}

    @CheckedTemplate(basePath = "events")
    static class Templates {
        static native TemplateInstance log(EventPage page, EventForm form, List<Choice> interfaces);
    }

    @GET
    public TemplateInstance log(@BeanParam ListQuery query, @BeanParam EventFormFields fields) throws SQLException {
        var form = fields.form(query.text());
        var keyset = EventPage.keyset(query);
        var rows = form.errors().isEmpty() ? EventPage.rows(table, form.filter(), keyset) : List.<Happened>of();
        var interfaces = QuarkusTransaction.requiringNew().call(WgInterface::listByName).stream()
                .map(wg -> new Choice(wg.id().toString(), wg.name()))
                .toList();
        return Templates.log(
                EventPage.of("/events", form.typed(), keyset, rows, current.seesServer()), form, interfaces);
    }
}
