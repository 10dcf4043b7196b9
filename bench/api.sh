#!/bin/sh
# Measures the control plane: a server of its own with an embedded PostgreSQL and its engine, in a network namespace.
# Usage: bench/api.sh [--sizes 100,1000,10000] [--only idle,create,lists,metrics,act,traffic,together,bulk,renumber,memory] [--save]
# All of it takes six minutes. WARREN_JAVA_OPTS reaches the server. Needs root, iproute2 and, for traffic, wireguard-tools. --save appends the summary to bench/results.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
[ "$(id -u)" = 0 ] || { echo "bench: network namespaces need root" >&2; exit 1; }
command -v ip > /dev/null || { echo "bench: ip is missing: apt-get install iproute2" >&2; exit 1; }

server=warren-api-$$
client=warren-api-c-$$
work=$(mktemp -d /tmp/warren-api.XXXXXX)
# Builds if need be, which wants the network that is gone in the namespace.
"$top/warren" java -version 2> /dev/null
export WARREN_BUILD=never
# Pages of files that are not on the disk yet would count as written by the server.
sync
end() {
    ip netns del "$client" 2> /dev/null || true
    ip netns del "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap end EXIT INT TERM
ip netns add "$server"
ip netns add "$client"
ip -n "$server" link set lo up
ip -n "$client" link set lo up
ip -n "$server" link add outside type veth peer name outside netns "$client"
ip -n "$server" addr add 192.0.2.1/24 dev outside
ip -n "$client" addr add 192.0.2.2/24 dev outside
ip -n "$server" link set outside up
ip -n "$client" link set outside up

wireguard_go=$(command -v wireguard-go || "$here/wireguard-go.sh")
# The sockets of wg(8) lie in the file system, which the namespaces share: a wg0 of this machine is left alone.
ip netns exec "$server" sh -c 'mkdir -p /var/run/wireguard && mount -t tmpfs tmpfs /var/run/wireguard && exec "$@"' api \
    "$top/warren" java -XX:TieredStopAtLevel=1 -Xmx256m "$here/api/Api.java" \
    --warren "$top/warren" --work "$work" --client "$client" --wireguard-go "$wireguard_go" \
    --results "$here/results.md" "$@"
