package dev.warren.engine;

import dev.warren.engine.device.Device;
import dev.warren.engine.tun.TunWatch;

/// Follows an MTU that somebody else has set; up and down are the engine's own affair.
record MtuWatch(Device device, Runnable gone) implements TunWatch.Listener {
    @Override
    public void changed(boolean up) {
        device.mtuChanged();
    }

    @Override
    public void deleted() {
        gone.run();
    }
}
