package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ErrorMappingTest {

    /// A browser that leaves a page with a stream does so.
    @Test
    void whoever_hangs_up_while_an_answer_is_written_is_no_error_of_warrens() {
        assertEquals(
                400,
                ErrorMapping.rejection(new ClosedChannelException(), unasked()).status());
    }

    /// A request of which nothing needs to be known.
    private static RoutingContext unasked() {
        return (RoutingContext) Proxy.newProxyInstance(
                RoutingContext.class.getClassLoader(), new Class<?>[] {RoutingContext.class}, (_, method, _) -> {
                    throw new AssertionError(method);
                });
    }
}
