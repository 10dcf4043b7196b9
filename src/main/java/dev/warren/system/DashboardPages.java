package dev.warren.system;

import dev.warren.accounts.CurrentUser;
import dev.warren.events.EventLine;
import dev.warren.events.LatestEvents;
import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// Where Warren begins: how everything is. Users begin with what is theirs.
@Path("/")
@Authenticated
@Blocking
class DashboardPages {

    private static final int EVENTS = 8;

    private final LivePeers peers;
    private final LatestEvents events;
    private final EngineRunner engines;
    private final CurrentUser current;
    private final Pages pages;

    DashboardPages(LivePeers peers, LatestEvents events, EngineRunner engines, CurrentUser current, Pages pages) {
        this.peers = peers;
        this.events = events;
        this.engines = engines;
        this.current = current;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "system")
    static class Templates {
        static native TemplateInstance dashboard(Dashboard dashboard, List<String> troubles, FieldErrors errors);
    }

    @GET
    public Response start() {
        if (!current.seesAllPeers()) {
            return pages.redirect("/own-peers");
        }
        return Response.ok(Templates.dashboard(dashboard(), engines.troubles(), FieldErrors.none()))
                .build();
    }

    private Dashboard dashboard() {
        var all = peers.all();
        var lines = events.latest(EVENTS).stream()
                .map(event -> EventLine.of(event, current.seesServer()))
                .toList();
        var interfaces = QuarkusTransaction.requiringNew().call(WgInterface::listByName).stream()
                .map(wg -> line(wg, all))
                .toList();
        return new Dashboard(peers.sums(), Dashboard.busiest(all), lines, interfaces);
    }

    private Dashboard.Interface line(WgInterface wg, List<LivePeer> all) {
        var own = all.stream()
                .filter(peer -> peer.member().interfaceId().equals(wg.id()))
                .toList();
        var troubles = engines.troubles(wg.id());
        return new Dashboard.Interface(
                wg.id(),
                wg.name(),
                wg.enabled(),
                engines.isRunning(wg.id()),
                wg.endpoint().withPort(wg.listenPort()),
                Math.toIntExact(own.stream().filter(LivePeer::isOnline).count()),
                own.size(),
                troubles.isEmpty() ? null : troubles.getFirst());
    }
}
