#!/usr/bin/env bash
# Runs the playbook for real: on a copy of this machine, under a systemd of its own, in namespaces of its own.
# The copy is an overlay, so nothing of the machine changes, and what the role leaves behind can be counted.
#
#   ansible/test.sh ARCHIVE      ARCHIVE: what ./warren release has made
#
# Needs root, systemd, ansible-core and wireguard-go.
set -euo pipefail

archive=$(realpath "${1:?the release archive}")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
init=

finish() {
    if [ -n "$init" ]; then
        # unshare takes no SIGTERM while it waits; with its first process the namespace ends.
        kill -KILL "$(first_process)" "$init" 2>/dev/null || true
        wait "$init" 2>/dev/null || true
    fi
    umount -l "$scratch/layer" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

first_process() {
    tr -d ' ' <"/proc/$init/task/$init/children"
}

fail() {
    echo "FAILED: $*" >&2
    inside journalctl --no-pager -n 40 -u warren >&2 || true
    exit 1
}

# --- a machine ---

mkdir "$scratch/layer"
mount -t tmpfs -o size=3g tmpfs "$scratch/layer"
mkdir "$scratch"/layer/{changes,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/layer/changes,workdir=$scratch/layer/work" "$scratch/layer/root"

cat >"$scratch/layer/boot" <<'END'
set -e
root=$1
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/run/outside" "$root/run/lock"
# As udev makes it: for every account.
mknod -m 666 "$root/run/tun" c 10 200
mount --bind "$root/run/tun" "$root/dev/net/tun"
cd "$root"
pivot_root . run/outside
umount -l /run/outside
ip link set lo up
# Nothing of the machine's own services, only what systemd itself needs.
mkdir -p /run/systemd/system
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=basic.target
END
unshare --mount --pid --uts --ipc --net --fork --kill-child bash "$scratch/layer/boot" "$scratch/layer/root" >"$scratch/console" 2>&1 &
init=$!

inside() {
    # shellcheck disable=SC2016
    nsenter --target "$(first_process)" --mount --pid --uts --ipc --net --root sh -c 'cd / && exec "$@"' sh "$@"
}

until inside systemctl is-active basic.target >/dev/null 2>&1; do
    kill -0 "$init" || { cat "$scratch/console"; exit 1; }
    sleep 0.2
done
echo "systemd $(inside systemctl --version | head -n 1 | cut -d ' ' -f 2) runs in the copy"

inside mkdir -p /srv/controller
tar -C "$here" -c . | inside tar -x -C /srv/controller
inside tee "/srv/controller/$(basename "$archive")" <"$archive" >/dev/null

cat <<END | inside tee /srv/controller/inventory.yml >/dev/null
warren:
  hosts:
    localhost:
      ansible_connection: local
      ansible_python_interpreter: /usr/bin/python3
  vars:
    warren_archive: /srv/controller/$(basename "$archive")
    warren_endpoint: 127.0.0.1
    warren_admin_password: a password of the test
    warren_configs: /srv/controller/configs
    warren_settings: "{{ test_settings | default({}) }}"
    warren_users:
      - name: anna
        role: user
        initial:
          password: another password of the test
    warren_peers:
      - name: laptop
        owner: anna
        keepalive: "{{ test_keepalive | default(25) }}"
      - name: gone
        state: absent
END

# Sets $changed to the recap's number of changed tasks.
play() {
    inside env HOME=/root ANSIBLE_CONFIG=/srv/controller/ansible.cfg LC_ALL=C.UTF-8 \
        ansible-playbook -i /srv/controller/inventory.yml /srv/controller/playbook.yml "$@" >"$scratch/play.log" 2>&1 ||
        { cat "$scratch/play.log"; fail "the playbook $*"; }
    changed=$(sed -n 's/^localhost .*changed=\([0-9]*\).*/\1/p' "$scratch/play.log")
}

changed_tasks() {
    awk '/^TASK/ { task = $0 } /^changed:/ { print task }' "$scratch/play.log" | sort -u
}

expect() {
    if [ "$changed" != "$2" ]; then
        cat "$scratch/play.log"
        fail "$1: $changed tasks changed something, instead of $2"
    fi
    echo "$1: $changed tasks changed something"
    changed_tasks
}

# What the copy has that the machine has not, and the other way round: what lies in the upper layer without a namesake
# below, and the marks of what was deleted. Other work on the machine itself does not show.
differences() {
    local upper=$scratch/layer/changes path
    find "$upper" -mindepth 1 \( -path "$upper/srv/controller" -o -path "$upper/var/log" -o -path "$upper/root" \
        -o -path "$upper/var/lib/systemd" \) -prune -o -printf '%P\n' | while read -r path; do
        if [ -c "$upper/$path" ] && [ "$(stat -c %t,%T "$upper/$path")" = 0,0 ]; then
            [ ! -e "/$path" ] || echo "gone /$path"
        elif [ ! -e "/$path" ] && [ ! -L "/$path" ]; then
            echo "new /$path"
        fi
    done | sort
}

# --- what is to be shown ---

differences >"$scratch/before"

play
echo "First run: $changed tasks changed something"
inside systemctl is-active --quiet warren || fail 'the service does not run'
play
expect 'Second run' 0

# The declared peer connects, with a client that is not ours, in a namespace beside.
# shellcheck disable=SC2016
inside bash -euc '
    ip netns add client
    ip link add uplink type veth peer name eth0 netns client
    ip addr add 198.51.100.1/24 dev uplink && ip link set uplink up
    ip -n client addr add 198.51.100.2/24 dev eth0 && ip -n client link set eth0 up && ip -n client link set lo up
    config=/srv/controller/configs/laptop.conf
    ip netns exec client wireguard-go wgc
    sed "s/^Endpoint = .*:/Endpoint = 198.51.100.1:/" "$config" | wg-quick strip /dev/stdin >/dev/null 2>&1 || true
    grep -v -E "^(Address|DNS|MTU)" "$config" | sed "s/^Endpoint = .*:/Endpoint = 198.51.100.1:/" | ip netns exec client wg setconf wgc /dev/stdin
    address=$(sed -n "s/^Address = \([0-9.]*\).*/\1/p" "$config")
    ip -n client addr add "$address/32" dev wgc && ip -n client link set wgc up
    ip -n client route add 10.8.0.1 dev wgc
    ip netns exec client ping -q -c 3 -W 10 10.8.0.1
' >"$scratch/client.log" 2>&1 || { cat "$scratch/client.log"; fail 'the declared peer has no tunnel'; }
echo 'The declared peer has a tunnel'
inside ip netns delete client

# The peer, and its configuration on the controller.
play -e test_keepalive=15
expect 'Another keepalive' 2
# The file of settings, and the restart.
play -e test_keepalive=15 -e '{"test_settings": {"WARREN_INTERFACES_ONLINE_FOR": "120s"}}'
expect 'Another setting' 2

play -e warren_state=absent
echo "Removal: $changed tasks changed something"
differences >"$scratch/after"
diff "$scratch/before" "$scratch/after" || fail 'the removal left or took something'
echo 'Removal leaves the machine as it was'
