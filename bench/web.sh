#!/bin/sh
# Measures the pages: a server of its own with its engine, in a network namespace, and Chromium with a cold cache.
# Usage: bench/web.sh [--sizes 10,1000,10000] [--runs 5] [--save]
# Needs root, iproute2, and Chromium. --save appends the summary to bench/results.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
[ "$(id -u)" = 0 ] || { echo "bench: network namespaces need root" >&2; exit 1; }
command -v chromium > /dev/null || { echo "bench: chromium is missing: apt-get install chromium" >&2; exit 1; }

# The library that drives the browser is one of the tests', so it is where Maven keeps it.
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
version=$(sed -n 's:.*<playwright.version>\(.*\)</playwright.version>.*:\1:p' "$top/pom.xml")
classpath=$(find "$repository/com/microsoft/playwright" "$repository/com/google/code/gson/gson" -name '*.jar' \
    \( -path "*/playwright/*/${version:-*}/*" -o -name 'gson-*' \) | tr '\n' ':')

namespace=warren-web-$$
work=$(mktemp -d /tmp/warren-web.XXXXXX)
chmod 755 "$work"
end() {
    ip netns del "$namespace" 2> /dev/null || true
    rm -rf "$work"
}
trap end EXIT INT TERM
ip netns add "$namespace"
ip -n "$namespace" link set lo up

# Built if need be before the network is gone.
"$top/warren" java -version 2> /dev/null
export WARREN_BUILD=never
ip netns exec "$namespace" "$top/warren" java -XX:TieredStopAtLevel=1 -Xmx256m -cp "$classpath" "$here/web/Web.java" \
    --warren "$top/warren" --work "$work" --results "$here/results.md" "$@"
