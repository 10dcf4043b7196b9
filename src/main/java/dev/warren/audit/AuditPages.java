package dev.warren.audit;

import dev.warren.web.ListPlace;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/// Who did what, for people.
@Path("/audit")
@RolesAllowed({"admin", "auditor"}) // accounts has constants for these, and uses this package
@RunOnVirtualThread
class AuditPages {

    private final AuditDifferences differences;

    AuditPages(AuditDifferences differences) {
        this.differences = differences;
    }

    @CheckedTemplate(basePath = "audit")
    static class Templates {
        static native TemplateInstance log(Listing<AuditRow> list, ListPlace place, AuditForm form);
    }

    @GET
    public TemplateInstance log(@BeanParam ListQuery query, @BeanParam AuditFormFields fields) {
        var form = fields.form(query.text());
        var keyset = query.keyset("-at", "at");
        var entries = form.errors().isEmpty()
                ? QuarkusTransaction.requiringNew().call(() -> form.filter().page(keyset))
                : List.<AuditEntry>of();
        var list = keyset.page(entries, AuditEntry::position, differences::line);
        var previous = keyset.before(entries, AuditEntry::position);
        return Templates.log(list, new ListPlace("/audit", keyset.order(), form.typed(), previous, list.next()), form);
    }
}
