package dev.warren.engine.noise;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What our indices stand for: the handshakes and key pairs that messages are addressed to by a number of 32 bits.
///
/// Indices are random, so that they tell nothing about how many there are, and never 0. Reading doesn't lock; writing
/// does.
///
/// Open addressing with the index itself as the hash, which is as good as any, being random and ours. A removed entry
/// leaves a
/// tombstone, and the table is made anew when half of it is in use, so a reader always meets an empty slot. A reader
/// that
/// still holds the old array sees the table as it was a moment ago.
public final class IndexTable<T> {
    private static final int INITIAL_CAPACITY = 64;
    private static final Entry<?> TOMBSTONE = new Entry<>(0, null);

    private static final class Entry<T> {
        final int index;
        final @Nullable T value;

        Entry(int index, @Nullable T value) {
            this.index = index;
            this.value = value;
        }
    }

    private final RandomGenerator random;
    private volatile AtomicReferenceArray<@Nullable Entry<T>> slots = new AtomicReferenceArray<>(INITIAL_CAPACITY);
    private int used;
    private int size;

    public IndexTable() {
        this(new SecureRandom());
    }

    /// @param random makes the indices; it has to be unpredictable
    public IndexTable(RandomGenerator random) {
        this.random = random;
    }

    /// Gives `value` an index that no other has.
    public synchronized int add(T value) {
        makeRoom();
        int index;
        do {
            index = random.nextInt();
        } while (index == 0 || find(slots, index) >= 0);
        insert(slots, new Entry<>(index, value));
        used++;
        size++;
        return index;
    }

    /// What the index stands for, or null.
    public @Nullable T get(int index) {
        AtomicReferenceArray<@Nullable Entry<T>> table = slots;
        int slot = find(table, index);
        if (slot < 0) {
            return null;
        }
        Entry<T> entry = table.getAcquire(slot);
        return entry != null && entry.index == index ? entry.value : null;
    }

    /// Lets a known index stand for something else.
    ///
    /// @return false if the index isn't known
    public synchronized boolean replace(int index, T value) {
        int slot = find(slots, index);
        if (slot < 0) {
            return false;
        }
        slots.setRelease(slot, new Entry<>(index, value));
        return true;
    }

    /// @return false if the index wasn't known
    public synchronized boolean remove(int index) {
        int slot = find(slots, index);
        if (slot < 0) {
            return false;
        }
        slots.setRelease(slot, tombstone());
        size--;
        return true;
    }

    public synchronized int size() {
        return size;
    }

    private void makeRoom() {
        AtomicReferenceArray<@Nullable Entry<T>> old = slots;
        if (2 * used < old.length()) {
            return;
        }
        int capacity = INITIAL_CAPACITY;
        while (capacity < 4 * (size + 1)) {
            capacity *= 2;
        }
        AtomicReferenceArray<@Nullable Entry<T>> table = new AtomicReferenceArray<>(capacity);
        for (int slot = 0; slot < old.length(); slot++) {
            Entry<T> entry = old.getPlain(slot);
            if (entry != null && entry != TOMBSTONE) {
                insert(table, entry);
            }
        }
        used = size;
        slots = table;
    }

    private static <T> void insert(AtomicReferenceArray<@Nullable Entry<T>> table, Entry<T> entry) {
        int mask = table.length() - 1;
        int slot = entry.index & mask;
        while (table.getPlain(slot) != null) {
            slot = (slot + 1) & mask;
        }
        table.setRelease(slot, entry);
    }

    /// The slot of the index, or -1. The tombstone's index is 0, which nobody has.
    private static <T> int find(AtomicReferenceArray<@Nullable Entry<T>> table, int index) {
        int mask = table.length() - 1;
        int slot = index & mask;
        for (Entry<T> entry = table.getAcquire(slot); entry != null; entry = table.getAcquire(slot)) {
            if (entry.index == index && entry != TOMBSTONE) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // it holds no value
    private static <T> Entry<T> tombstone() {
        return (Entry<T>) TOMBSTONE;
    }
}
