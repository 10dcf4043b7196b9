#!/bin/sh
# What cutting and joining frames costs beside encryption: nanoseconds per frame of 64 KiB. Needs built test classes.
set -eu
cd "$(dirname "$0")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}"
classes=target/classes:target/test-classes
if [ ! -d target/test-classes/dev/warren/engine/tun ]; then
    echo "bench/tun.sh: no test classes under target/; build them first: ./warren build" >&2
    exit 1
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"${java}javac" -nowarn -d "$out" -cp "$classes" bench/tun/TunBench.java
"${java}java" --enable-native-access=ALL-UNNAMED -cp "$out:$classes" dev.warren.engine.tun.TunBench
