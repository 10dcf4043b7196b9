#!/usr/bin/env bash
# Lets a server work for a long time: clients that connect, roam, rekey, move data, fall silent and come back, while their
# peers are edited. Memory, threads and file descriptors have to stay flat, and no tunnel may be lost.
#
#   bench/soak.sh [--minutes 30] [--clients 200] [--save]     --save appends the summary to bench/results.md
#
# Needs root and what ./warren build has built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=bench/lab.sh
. "$here/lab.sh"

minutes=30
clients=200
save=
while [ $# -gt 0 ]; do
    case $1 in
        --minutes) minutes=$2 && shift ;;
        --clients) clients=$2 && shift ;;
        --save) save=yes ;;
        *) echo "soak: there is no $1" >&2 && exit 2 ;;
    esac
    shift
done

lab_open soak
# shellcheck disable=SC2119
lab_serve
echo "Warren answers after $(lab_ready) ms"
key=$(lab_api GET /interfaces | jq -r '.items[0].publicKey')

ip netns exec "$lab_client" env WARREN_BUILD=never "$lab_top/warren" java --enable-native-access=ALL-UNNAMED -Xmx256m \
    "$here/soak/Soak.java" --minutes "$minutes" --clients "$clients" --server "$lab_warren" --key "$key" \
    --url "$lab_url" --password "$lab_password" | tee "$lab/summary"
if [ -n "$save" ]; then
    {
        # shellcheck disable=SC2016
        printf '\n## Soak, %s\n\n`bench/soak.sh --minutes %s --clients %s` on %s cores, %s:\n\n```\n' \
            "$(date -u +%F)" "$minutes" "$clients" "$(nproc)" "$(uname -sr)"
        sed -n '/^Summary/,$p' "$lab/summary"
        echo '```'
    } >>"$here/results.md"
fi
