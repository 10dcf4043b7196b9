#!/usr/bin/env bash
# Builds the image of the Dockerfile without any registry, runs it with a TUN device and tries the main job on it:
# size, time to the first answer, a stock client that pings through the container, and then the whole of EndToEndIT.
#
#   bench/image.sh [DIRECTORY]     DIRECTORY keeps images and layers for the next time; a temporary one otherwise
#
# The base images are put together here from Debian's archive and this machine's JDK and Node, under other names; the
# Dockerfile is the same. Needs root, what ./warren build has built, buildah, podman, runc, mmdebstrap and wireguard-go.
set -euo pipefail
cd "$(dirname "$0")/.."

work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(realpath "$work")
export STORAGE_DRIVER=vfs
store=(--root "$work/storage" --runroot "$work/run")
name=warren-image-$$
uplink=wi$$

say() { printf '\n== %s\n' "$*"; }
fail() {
    echo "FAILED: $*" >&2
    podman "${store[@]}" logs "$name" 2>&1 | tail -n 40 >&2 || true
    exit 1
}

finish() {
    podman "${store[@]}" rm -f -t 5 "$name" warren-container >/dev/null 2>&1 || true
    ip netns pids "$name-c" 2>/dev/null | xargs -r kill 2>/dev/null || true
    ip netns delete "$name-c" 2>/dev/null || true
    ip netns delete "$name" 2>/dev/null || true
    rm -rf "$work/context"
    # Where buildah takes overlay after all, and what a killed container leaves.
    umount -l "$work"/storage/overlay/*/merged "$work"/storage/*-containers/*/userdata/shm "$work/storage/overlay" 2>/dev/null || true
    [ -n "${keep:-}" ] || rm -rf "$work"
}
keep=${1:-}
trap finish EXIT

[ -f target/quarkus-app/quarkus-run.jar ] || { echo 'image: ./warren build first' >&2; exit 1; }
jdk=$(WARREN_BUILD=never ./warren java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')

# --- bases ---

if ! buildah "${store[@]}" inspect localhost/base >/dev/null 2>&1; then
    say 'Base images'
    mkdir -p "$work/base/node/lib/node_modules" "$work/base/node/bin"
    # shellcheck disable=SC2016
    mmdebstrap --quiet --variant=minbase --include=ca-certificates \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*' bookworm "$work/base/rootfs.tar"
    cp -rL "$jdk" "$work/base/jdk"
    cp "$(readlink -f "$(command -v node)")" "$work/base/node/bin/node"
    printf 'FROM scratch\nADD rootfs.tar /\n' >"$work/base/Dockerfile"
    printf 'FROM localhost/base\nCOPY jdk /opt/java\nENV JAVA_HOME=/opt/java\nCOPY node /usr/local\n' >"$work/base/Dockerfile.build"
    buildah "${store[@]}" bud -q --isolation chroot --format docker -t localhost/base "$work/base" >/dev/null
    buildah "${store[@]}" bud -q --isolation chroot --pull-never --format docker -t localhost/base-build \
        -f "$work/base/Dockerfile.build" "$work/base" >/dev/null
    rm -rf "$work/base"
fi

# --- the image ---

say 'Image'
rm -rf "$work/context"
mkdir "$work/context"
git ls-files -z | xargs -0 cp --parents -P -t "$work/context"
mkdir -p "$work/context/target"
cp -r target/quarkus-app "$work/context/target/"
sed -i '/^target$/d' "$work/context/.dockerignore"
started=$SECONDS
buildah "${store[@]}" bud --isolation chroot --pull-never --format docker -t localhost/warren \
    --build-arg BUILD_IMAGE=localhost/base-build --build-arg NODE_IMAGE=localhost/base-build --build-arg RUNTIME_IMAGE=localhost/base \
    --build-arg VERSION=0.1.0-image --build-arg REVISION="$(git rev-parse --short HEAD)" "$work/context" >"$work/build.log" 2>&1 ||
    { tail -n 30 "$work/build.log"; exit 1; }
echo "built in $((SECONDS - started)) s"
bytes=$(podman "${store[@]}" image inspect localhost/warren --format '{{.Size}}')
compressed=$(podman "${store[@]}" save localhost/warren 2>/dev/null | gzip -1 | wc -c)
printf 'size: %d MB, %d MB compressed\n' $((bytes / 1000000)) $((compressed / 1000000))
podman "${store[@]}" image inspect localhost/warren --format 'user {{.User}}, {{json .Labels}}'

# --- a container ---

say 'Container'
ip netns add "$name"
ip netns add "$name-c"
ip link add "$uplink" netns "$name" type veth peer name eth0 netns "$name-c"
ip -n "$name" addr add 198.51.100.1/24 dev "$uplink"
ip -n "$name-c" addr add 198.51.100.2/24 dev eth0
for end in "$name" "$name-c"; do ip -n "$end" link set lo up; done
ip -n "$name" link set "$uplink" up
ip -n "$name-c" link set eth0 up
# As udev makes it elsewhere: for every account.
[ -e "$work/tun" ] || mknod -m 666 "$work/tun" c 10 200

# The volume outlives the container; the namespace is made here, because the client's end of the cable is in it.
mkdir -p "$work/data"
rm -rf "$work/data"/*
chown 51820:51820 "$work/data" 2>/dev/null || true
# Not ip netns exec, which hides the control groups that runc looks for.
in_namespace() { nsenter "--net=/run/netns/$name" "$@"; }
run() {
    in_namespace podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs run -d --name "$name" --network host \
        --no-healthcheck --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 \
        --cap-drop ALL "$@" --device "$work/tun:/dev/net/tun" -v "$work/data:/data" \
        -e INIT_ENABLED=true -e INIT_USERNAME=admin -e INIT_PASSWORD='correct horse battery' -e INIT_HOST=198.51.100.1 \
        localhost/warren >/dev/null
}
api() { ip netns exec "$name-c" curl -sSf -m 20 -u 'admin:correct horse battery' "$@"; }
# Milliseconds from the start of the container to the first answer.
until_ready() {
    local from
    from=$(date +%s%3N)
    "$@"
    until ip netns exec "$name-c" curl -sf -m 1 -o /dev/null http://198.51.100.1:51821/q/health/ready; do
        [ $(($(date +%s%3N) - from)) -lt 240000 ] || fail 'no answer in four minutes'
        sleep 0.05
    done
    echo $(($(date +%s%3N) - from))
}
again() { in_namespace podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs start "$name" >/dev/null; }
stop() { podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs stop -t 20 "$name" >/dev/null; }
exec_in() { in_namespace podman "${store[@]}" --runtime runc --cgroup-manager cgroupfs exec "$name" "$@"; }

ip netns exec "$name" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
took=$(until_ready run --cap-add NET_ADMIN)
echo "first start, with a new database: $took ms"
exec_in warren health || fail 'the health check'
# The container's first process is java itself, as an account without rights and with that one capability.
status=$(exec_in cat /proc/1/status)
grep -q '^Uid:.51820' <<<"$status" || fail "it does not run as warren: $status"
grep -q '^CapEff:.0*1000$' <<<"$status" || fail "it has other capabilities than NET_ADMIN: $status"
echo 'it runs as warren, with NET_ADMIN and nothing else'
exec_in warren doctor || fail 'the doctor finds an error'

say 'A client'
api -H 'Content-Type: application/json' -d '{"name":"phone"}' http://198.51.100.1:51821/api/client >/dev/null
id=$(api http://198.51.100.1:51821/api/client | jq -r '.[0].id')
api "http://198.51.100.1:51821/api/client/$id/configuration" >"$work/phone.conf"
ip netns exec "$name-c" wireguard-go "wgc$$"
grep -v -E '^(Address|DNS|MTU)' "$work/phone.conf" | ip netns exec "$name-c" wg setconf "wgc$$" /dev/stdin
address=$(sed -n 's/^Address = \([0-9.]*\).*/\1/p' "$work/phone.conf")
ip -n "$name-c" addr add "$address/32" dev "wgc$$"
ip -n "$name-c" link set "wgc$$" up
ip -n "$name-c" route add 10.8.0.1 dev "wgc$$"
ip netns exec "$name-c" ping -q -c 3 -W 10 10.8.0.1 || fail 'no ping through the tunnel'

say 'Stop and start'
from=$(date +%s%3N)
stop
echo "stopped in $(($(date +%s%3N) - from)) ms"
took=$(until_ready again)
echo "second start: $took ms"
ip netns exec "$name-c" ping -q -c 3 -i 0.5 -W 10 10.8.0.1 >/dev/null || fail 'no ping after the restart'
echo 'the tunnel is back'
stop
podman "${store[@]}" rm "$name" >/dev/null
took=$(until_ready run)
echo "without NET_ADMIN: $took ms"
exec_in warren doctor >"$work/doctor" || true # it has found an error, as it should
grep -q '^error.*NET_ADMIN' "$work/doctor" || fail 'the doctor does not miss the capability'
echo 'it serves without the capability, and says what is missing'
stop
podman "${store[@]}" rm "$name" >/dev/null

say 'The end-to-end test against the container'
export IMAGE_STORE=$work IMAGE_TUN=$work/tun
JAVA_HOME=$jdk "${MVN:-mvn}" -q test-compile failsafe:integration-test failsafe:verify -Dit.test=EndToEndIT \
    -Dwarren.container="$PWD/bench/container.sh"
sed -n 's/, Time elapsed.*//; s/^Tests run/EndToEndIT: tests run/p' target/failsafe-reports/dev.warren.endtoend.EndToEndIT.txt
