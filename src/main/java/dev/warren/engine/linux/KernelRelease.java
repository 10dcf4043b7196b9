package dev.warren.engine.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a Linux kernel, without what distributions append to it.
public record KernelRelease(int major, int minor, int patch) implements Comparable<KernelRelease> {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*", Pattern.DOTALL);
    private static final Comparator<KernelRelease> ORDER = Comparator.comparingInt(KernelRelease::major)
            .thenComparingInt(KernelRelease::minor)
            .thenComparingInt(KernelRelease::patch);

    /// The running kernel; 0.0.0 when it does not tell.
    public static KernelRelease current() {
        try {
            return parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")));
        } catch (IOException e) {
            return new KernelRelease(0, 0, 0);
        }
    }

    /// Reads `6.18.44-generic`; what is no version becomes 0.0.0.
    public static KernelRelease parse(String release) {
        Matcher form = FORM.matcher(release);
        if (!form.matches()) {
            return new KernelRelease(0, 0, 0);
        }
        String patch = form.group(3);
        return new KernelRelease(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    public boolean atLeast(int major, int minor, int patch) {
        return compareTo(new KernelRelease(major, minor, patch)) >= 0;
    }

    @Override
    public int compareTo(KernelRelease other) {
        return ORDER.compare(this, other);
    }
}
