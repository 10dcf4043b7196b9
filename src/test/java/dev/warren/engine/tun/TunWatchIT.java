package dev.warren.engine.tun;

import static dev.warren.engine.linux.NetworkNamespace.inside;
import static dev.warren.engine.linux.NetworkNamespace.sh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.warren.engine.linux.NetworkNamespace;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TunWatchIT {
    private static final int MTU = 1420;

    private final String name = "ww" + ProcessHandle.current().pid();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /// Tells a state when it differs from the last one, with the MTU that is true at that moment.
    private final class Telling implements TunWatch.Listener {
        private final LinuxTun tun;
        private String last = "";

        private Telling(LinuxTun tun) {
            this.tun = tun;
        }

        @Override
        public void changed(boolean up) {
            String state = (up ? "up" : "down") + " with MTU " + tun.mtu();
            if (!state.equals(last)) {
                told.add(state);
                last = state;
            }
        }

        @Override
        public void deleted() {
            told.add("deleted");
        }
    }

    @Test
    void changes_are_told_as_they_happen() throws Exception {
        inside(() -> {
            try (LinuxTun tun = LinuxTun.open(name, MTU, true);
                    TunWatch watch = TunWatch.start(tun, new Telling(tun))) {
                assertTold("down with MTU 1420");
                sh("ip link set " + name + " up");
                assertTold("up with MTU 1420");
                sh("ip link set " + name + " mtu 1280");
                assertTold("up with MTU 1280");
                sh("ip link delete " + name);
                assertTold("deleted");
                assertNotNull(watch);
            }
        });
    }

    @Test
    void an_interface_is_followed_into_another_namespace_and_its_mtu_there_is_known() throws Exception {
        inside(() -> {
            // These take indices, so that the interface can't keep the one it has outside.
            sh("ip link add left type veth peer name right");
            int there = NetworkNamespace.id();
            inside(() -> {
                try (LinuxTun tun = LinuxTun.open(name, MTU, true);
                        TunWatch watch = TunWatch.start(tun, new Telling(tun))) {
                    assertTold("down with MTU 1420");
                    sh("ip link set " + name + " netns " + there);
                    sh("nsenter --net=/proc/" + ProcessHandle.current().pid() + "/task/" + there
                            + "/ns/net ip link set " + name + " mtu 1300 up");
                    awaitTold("up with MTU 1300");
                    assertNotNull(watch);
                }
            });
        });
    }

    @Test
    void nothing_is_told_after_the_end() throws Exception {
        inside(() -> {
            try (LinuxTun tun = LinuxTun.open(name, MTU, true)) {
                TunWatch watch = TunWatch.start(tun, new Telling(tun));
                assertTold("down with MTU 1420");
                watch.close();
                sh("ip link delete " + name);
                assertNull(told.poll(200, TimeUnit.MILLISECONDS));
            }
        });
    }

    private void awaitTold(String state) throws InterruptedException {
        String last = "nothing";
        while (!last.equals(state)) {
            String next = told.poll(20, TimeUnit.SECONDS);
            assertNotNull(next, "never told of " + state + ", but " + last);
            last = next;
        }
    }

    private void assertTold(String state) throws InterruptedException {
        assertEquals(state, told.poll(20, TimeUnit.SECONDS));
    }
}
