#!/usr/bin/env bash
# A container of the image in place of a Warren, for EndToEndIT -Dwarren.container=bench/container.sh; bench/image.sh calls it.
#
#   bench/container.sh run SOCKETS    runs one in this network namespace until it ends or is asked to end; its settings are
#                                     the WARREN_ and INIT_ variables, its /data is $WARREN_DATA, its /run/wireguard SOCKETS
#   bench/container.sh kill           kills it
#
# IMAGE_STORE is the directory in which bench/image.sh keeps images, IMAGE_TUN a device node like /dev/net/tun for everybody.
set -euo pipefail

name=warren-container
# The test has a namespace of mounts around this one, too, which hides the control groups that runc looks for.
podman=(nsenter --mount="/proc/$PPID/ns/mnt" env STORAGE_DRIVER=vfs podman --root "$IMAGE_STORE/storage" --runroot "$IMAGE_STORE/run"
    --runtime runc --cgroup-manager cgroupfs)

case $1 in
    kill) exec "${podman[@]}" kill -s KILL "$name" ;;
    run) ;;
    *) exit 2 ;;
esac

mkdir -p "$WARREN_DATA"
chown -R 51820:51820 "$WARREN_DATA"
chown 51820:51820 "$2"
# What --sysctl does for a container with a network of its own.
forwarding() { sysctl -qw net.ipv4.ip_forward="$1" net.ipv6.conf.all.forwarding="$1"; }
forwarding 1
trap '"${podman[@]}" stop -t 20 "$name" >/dev/null' TERM
"${podman[@]}" run --rm --replace --name "$name" --network host --no-healthcheck \
    --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 --cap-drop ALL --cap-add NET_ADMIN \
    --device "$IMAGE_TUN:/dev/net/tun" -v "$WARREN_DATA:/data" -v "$2:/run/wireguard" \
    -e 'WARREN_*' -e 'INIT_*' -e WARREN_DATA=/data localhost/warren serve &
container=$!
# A signal ends the first wait; the container is still to end.
while kill -0 "$container" 2>/dev/null; do wait "$container" || true; done
forwarding 0
