package dev.warren.browser;

import dev.warren.engine.linux.NetworkNamespace;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Runs all methods of a test class on one thread in a network namespace of its own, so that Warren may have its usual
/// ports, interface names and firewall table there whatever else runs on the machine.
final class InNamespace implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private static final Runnable END = () -> {};

    private final LinkedTransferQueue<Runnable> work = new LinkedTransferQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        Thread.ofPlatform().name(context.getDisplayName()).start(this::live);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        work.add(END);
    }

    private void live() {
        try {
            NetworkNamespace.inside(() -> {
                for (var task = work.take(); task != END; task = work.take()) {
                    task.run();
                }
            });
        } catch (Exception e) {
            throw new AssertionError("tasks keep what they throw", e);
        }
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inside(invocation);
    }

    private void inside(Invocation<Void> invocation) throws Throwable {
        var task = new FutureTask<Void>(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
        work.add(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
