package dev.warren.engine.noise;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Finds what an object of ours holds, at any depth: for tests of what is left in memory.
public final class Reachable {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Reachable() {}

    public static <T> List<T> from(Object root, Class<T> type) {
        Reachable reachable = new Reachable();
        reachable.visit(root);
        List<T> found = new ArrayList<>();
        for (Object object : reachable.seen) {
            if (type.isInstance(object)) {
                found.add(type.cast(object));
            }
        }
        return found;
    }

    private void visit(Object object) {
        if (object == null || !seen.add(object)) {
            return;
        }
        Class<?> type = object.getClass();
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                visit(Array.get(object, i));
            }
        }
        for (Class<?> ours = type;
                ours != null && ours.getName().startsWith("dev.warren.");
                ours = ours.getSuperclass()) {
            for (Field field : ours.getDeclaredFields()) {
                visitField(object, field);
            }
        }
    }

    private void visitField(Object object, Field field) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            return;
        }
        try {
            field.setAccessible(true);
            visit(field.get(object));
        } catch (IllegalAccessException e) {
            throw new AssertionError("It was made accessible", e);
        }
    }
}
