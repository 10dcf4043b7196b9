# shellcheck shell=bash
# A server in one network namespace and clients in another, for the scripts that source this. They call lab_open first.
#
#   198.51.100.1  the server's end of the cable     198.51.100.2  the clients' end

lab_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
lab_url=http://198.51.100.1:51821
lab_password='correct horse battery'
lab_metrics_password='a password for metrics'
lab_processes=()

# Makes the namespaces and a directory, $lab, that all go away when the script ends, however it ends.
lab_open() {
    [ "$(id -u)" = 0 ] || { echo "${0##*/}: network namespaces need root" >&2; exit 1; }
    lab=$(mktemp -d "/tmp/warren-$1.XXXXXX")
    lab_server=warren-$1-$$
    lab_client=warren-$1-c-$$
    trap lab_close EXIT
    trap 'exit 1' INT TERM
    local namespace
    for namespace in "$lab_server" "$lab_client"; do
        ip netns add "$namespace"
        ip -n "$namespace" link set lo up
        mkdir -p "$lab/sockets/$namespace" /var/run/wireguard
    done
    ip link add eth0 netns "$lab_server" type veth peer name eth0 netns "$lab_client"
    ip -n "$lab_server" addr add 198.51.100.1/24 dev eth0
    ip -n "$lab_client" addr add 198.51.100.2/24 dev eth0
    ip -n "$lab_server" link set eth0 up
    ip -n "$lab_client" link set eth0 up
}

lab_close() {
    local process
    for process in "${lab_processes[@]}"; do
        kill "$process" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    ip netns pids "$lab_server" 2>/dev/null | xargs -r kill -KILL 2>/dev/null || true
    ip netns pids "$lab_client" 2>/dev/null | xargs -r kill -KILL 2>/dev/null || true
    ip netns delete "$lab_client" 2>/dev/null || true
    ip netns delete "$lab_server" 2>/dev/null || true
    if [ -n "${lab_keep:-}" ]; then
        echo "what it wrote is in $lab"
    else
        rm -rf "$lab"
    fi
}

# Runs a command in a namespace, with a directory of its own for the sockets of wg(8).
lab_in() { (lab_become "$@"); }

# The same in place of this shell, so that a process in the background is the command itself.
lab_become() {
    local namespace=$1
    shift
    # shellcheck disable=SC2016
    exec ip netns exec "$namespace" unshare -m sh -ec 'mount --bind "$1" /var/run/wireguard; shift; exec "$@"' \
        sh "$lab/sockets/$namespace" "$@"
}

# Starts Warren with a first administrator; further variables as arguments. $lab_warren is its process.
lab_serve() {
    lab_become "$lab_server" env WARREN_BUILD=never WARREN_DATA="$lab/data" WARREN_METRICS_PASSWORD="$lab_metrics_password" \
        INIT_ENABLED=true INIT_USERNAME=admin INIT_PASSWORD="$lab_password" INIT_HOST=198.51.100.1 "$@" \
        "$lab_top/warren" serve >>"$lab/warren.log" 2>&1 &
    lab_warren=$!
    lab_processes+=("$lab_warren")
}

# Waits until it answers; prints how many milliseconds that took.
lab_ready() {
    local from
    from=$(date +%s%3N)
    until lab_curl -o /dev/null "$lab_url/q/health/ready" 2>/dev/null; do
        if ! kill -0 "$lab_warren" 2>/dev/null || [ $(($(date +%s%3N) - from)) -gt 120000 ]; then
            tail -n 30 "$lab/warren.log" >&2
            echo 'the server does not answer' >&2
            return 1
        fi
        sleep 0.05
    done
    echo $(($(date +%s%3N) - from))
}

lab_stop() {
    kill "$lab_warren"
    wait "$lab_warren" 2>/dev/null || true
}

# A request as the administrator, from the clients' namespace.
lab_curl() {
    ip netns exec "$lab_client" curl -sS --fail-with-body -m 20 -u "admin:$lab_password" "$@"
}

# lab_api METHOD PATH [JSON]
lab_api() {
    lab_curl -X "$1" -H 'Content-Type: application/json' ${3:+-d "$3"} "$lab_url/api/v1$2"
}

# Connects wireguard-go with the configuration of a peer: lab_connect PEER-ID DEVICE
lab_connect() {
    lab_curl "$lab_url/api/v1/peers/$1/config" >"$lab/$2.conf"
    lab_in "$lab_client" wireguard-go "$2"
    grep -v -E '^(Address|DNS|MTU)' "$lab/$2.conf" | lab_in "$lab_client" wg setconf "$2" /dev/stdin
    ip -n "$lab_client" addr add "$(sed -n 's/^Address = \([0-9.]*\).*/\1/p' "$lab/$2.conf")/32" dev "$2"
    ip -n "$lab_client" link set "$2" up
}
