package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IndexTableTest {

    @Test
    void an_index_stands_for_what_it_was_given_to() {
        IndexTable<String> table = new IndexTable<>();
        int index = table.add("handshake");
        assertEquals("handshake", table.get(index));
        assertTrue(table.replace(index, "key pair"));
        assertEquals("key pair", table.get(index));
        assertTrue(table.remove(index));
        assertNull(table.get(index));
        assertFalse(table.remove(index));
        assertFalse(table.replace(index, "key pair"));
        assertEquals(0, table.size());
    }

    @Test
    void nobody_gets_index_0_or_one_that_another_has() {
        List<Integer> numbers = new ArrayList<>(List.of(7, 7, 0, 7, 9));
        IndexTable<String> table = new IndexTable<>(scripted(numbers));
        assertEquals(7, table.add("first"));
        assertEquals(9, table.add("second"));
        assertEquals("first", table.get(7));
        assertNull(table.get(0));
    }

    /// Among so many indices some come to lie in the first place of the table, which has no place before it.
    @Test
    void no_place_in_the_table_is_forgotten() {
        for (int wanted = 1; wanted <= 1_000; wanted++) {
            List<Integer> numbers = new ArrayList<>(List.of(wanted, wanted, -wanted));
            IndexTable<String> table = new IndexTable<>(scripted(numbers));
            assertEquals(wanted, table.add("first"));
            assertEquals(-wanted, table.add("second"));
            assertEquals("first", table.get(wanted));
            assertTrue(table.replace(wanted, "third"));
            assertEquals("third", table.get(wanted));
            assertTrue(table.remove(wanted));
            assertNull(table.get(wanted));
        }
    }

    private static RandomGenerator scripted(List<Integer> numbers) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt() {
                return numbers.removeFirst();
            }
        };
    }

    @Test
    void indices_are_not_guessable_from_one_another() {
        IndexTable<String> table = new IndexTable<>();
        int first = table.add("a");
        int second = table.add("b");
        int third = table.add("c");
        assertNotEquals(second - first, third - second);
    }

    @Test
    void random_changes_go_as_with_a_map() {
        Random random = new Random(1);
        IndexTable<Integer> table = new IndexTable<>(random);
        Map<Integer, Integer> map = new HashMap<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int choice = random.nextInt(i < 8_000 ? 3 : 5);
            if (choice < 2 || indices.isEmpty()) {
                int index = table.add(i);
                map.put(index, i);
                indices.add(index);
            } else if (choice == 2) {
                int index = indices.get(random.nextInt(indices.size()));
                assertTrue(table.replace(index, -i));
                map.put(index, -i);
            } else {
                int index = indices.remove(random.nextInt(indices.size()));
                assertTrue(table.remove(index));
                map.remove(index);
            }
        }
        assertEquals(map.size(), table.size());
        map.forEach((index, value) -> assertEquals(value, table.get(index)));
        for (int i = 0; i < 10_000; i++) {
            int index = random.nextInt();
            assertEquals(map.get(index), table.get(index));
        }
    }

    /// Neighbours in the table, where one's tombstone must not hide the other.
    @Test
    void indices_that_collide_are_told_apart() {
        List<Integer> numbers = new ArrayList<>(List.of(5, 5 + 64, 5 + 128, 6));
        IndexTable<String> table = new IndexTable<>(new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt() {
                return numbers.removeFirst();
            }
        });
        for (String name : List.of("a", "b", "c", "d")) {
            table.add(name);
        }
        table.remove(5 + 64);
        assertEquals("a", table.get(5));
        assertNull(table.get(5 + 64));
        assertEquals("c", table.get(5 + 128));
        assertEquals("d", table.get(6));
    }

    @Test
    void a_reader_finds_what_stays_while_everything_else_changes() throws InterruptedException {
        IndexTable<String> table = new IndexTable<>();
        int index = table.add("stays");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger misses = new AtomicInteger();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                if (!"stays".equals(table.get(index))) {
                    misses.incrementAndGet();
                }
            }
        });
        for (int round = 0; round < 40; round++) {
            int[] others = new int[300];
            for (int i = 0; i < others.length; i++) {
                others[i] = table.add("comes and goes");
            }
            for (int other : others) {
                table.remove(other);
            }
        }
        done.set(true);
        reader.join();
        assertEquals(0, misses.get());
    }
}
