#!/bin/sh
# Measures what peers cost in Warren's engine beside wireguard-go: memory, handshakes, look-ups, quiet peers, configuration.
# Usage: bench/peers.sh [--runs 3] [--only set,memory,handshakes,packets,idle] [--save]
# Needs root; iproute2, util-linux and wireguard-tools. --save appends the summary to bench/results.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
for tool in ip wg taskset unshare; do
    command -v $tool > /dev/null || { echo "bench: $tool is missing: apt-get install iproute2 util-linux wireguard-tools" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "bench: a network namespace needs root" >&2; exit 1; }

wireguard_go=$("$here/wireguard-go.sh")
warren=${WARREN:-$top/warren}
# Builds if need be, which wants the network that is gone after the next line.
"$warren" java -version 2> /dev/null
exec unshare --net sh -c 'ip link set lo up && exec "$@"' peers \
    "$warren" java --enable-native-access=ALL-UNNAMED -Xmx2g "$here/peers/Peers.java" \
    --warren "$warren" --wireguard-go "$wireguard_go" --results "$here/results.md" "$@"
