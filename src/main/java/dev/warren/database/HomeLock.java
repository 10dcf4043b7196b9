package dev.warren.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One Warren at a time on a data directory. The kernel gives the lock back when its holder dies, however that
/// happens.
final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /// @throws DatabaseUnavailable if another process holds it; the message says which
    static HomeLock take(Path data, Path lockFile) throws IOException {
        FileChannel file = FileChannel.open(
                lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            String holder = read(file);
            file.close();
            throw new DatabaseUnavailable(
                    "Another Warren (process %s) works on %s: stop it, or set WARREN_DATA to another directory."
                            .formatted(holder.isEmpty() ? "unknown" : holder, data));
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return new HomeLock(file);
    }

    /// Whether a process works there now. Changes nothing.
    static boolean isHeld(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (var file = FileChannel.open(lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock(file) == null;
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer holder = ByteBuffer.allocate(32);
        file.read(holder, 0);
        return new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
