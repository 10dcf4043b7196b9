#!/bin/sh
# Measures Warren's engine beside wireguard-go: two network namespaces, a veth pair, MTU 1420.
# Usage: bench/tunnel.sh [--quick] [--runs 5] [--seconds 3] [--only start,ping,tcp,udp] [--save]
# Takes 12 minutes, or with --quick (one short run of ping and TCP) one and a half.
# Needs root; iperf3, iproute2, iputils-ping and wireguard-tools. --save appends the summary to bench/results.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
for tool in iperf3 ip ping wg; do
    command -v $tool > /dev/null || { echo "bench: $tool is missing: apt-get install iperf3 iproute2 iputils-ping wireguard-tools" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "bench: network namespaces need root" >&2; exit 1; }

wireguard_go=$("$here/wireguard-go.sh")
exec "$top/warren" java -XX:TieredStopAtLevel=1 "$here/tunnel/Tunnel.java" --warren "$top/warren" --wireguard-go "$wireguard_go" --results "$here/results.md" "$@"
