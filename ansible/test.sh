#!/usr/bin/env bash
# Runs the playbook for real: on a copy of this machine, under a systemd of its own, in namespaces of its own.
# The copy is an overlay, so nothing of the machine changes, and what the role leaves behind can be counted.
#
#   ansible/test.sh [ARCHIVE]      ARCHIVE: what ./warren release has made; without, what ./warren build has built is laid out
#
# First as it is, then by compose with a docker that reads the files and starts nothing, then with the copy made up as
# a Fedora whose dnf has a repository.
#
# Needs root, systemd, ansible-core, ansible-lint, docker-compose, dnf, rpm, createrepo-c and wireguard-go.
set -euo pipefail

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

echo 'ansible-lint'
(cd "$here" && ansible-lint --offline --nocolor -q && ansible-playbook -i inventory.example.yml playbook.yml --syntax-check)

if [ $# -gt 0 ]; then
    archive=$(realpath "$1")
else
    jdk=$(WARREN_BUILD=never "$here/../warren" java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')
    JAVA_HOME=$jdk "$here/../.ci/layout" "$scratch/warren-test" test
    # As if a start had been recorded already, which takes most of the time and is tried with the image.
    touch "$scratch/warren-test/app/server.aot"
    archive=$scratch/warren-test.tar.gz
    tar -C "$scratch" -c warren-test | gzip -1 >"$archive"
    rm -rf "$scratch/warren-test"
fi

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
sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
# Nothing of the machine's own services, only what systemd itself needs.
mkdir -p /run/systemd/system
exec env -i container=test PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=basic.target
END
unshare --mount --pid --uts --ipc --net --fork --kill-child bash "$scratch/layer/boot" "$scratch/layer/root" >"$scratch/console" 2>&1 &
init=$!

inside() {
    # shellcheck disable=SC2016
    nsenter --target "$(first_process)" --mount --pid --uts --ipc --net --root sh -c 'cd / && exec "$@"' sh "$@"
}

# What comes in becomes a file of the copy: write MODE PATH
write() {
    # shellcheck disable=SC2016
    inside sh -c 'cat >"$2" && chmod "$1" "$2"' sh "$1" "$2"
}

started=$SECONDS
until inside systemctl is-active basic.target >/dev/null 2>&1; do
    { kill -0 "$init" && [ $((SECONDS - started)) -lt 120 ]; } || { cat "$scratch/console"; exit 1; }
    sleep 0.2
done
echo "systemd $(inside systemctl --version | head -n 1 | cut -d ' ' -f 2) runs in the copy"

inside mkdir -p /srv/controller
tar -C "$here" -c . | inside tar -x -C /srv/controller
# shellcheck disable=SC2094
write 644 "/srv/controller/$(basename "$archive")" <"$archive"
git -C "$here/.." archive --format=tar.gz --prefix=warren/ HEAD | write 644 /srv/controller/sources.tar.gz

write 644 /srv/controller/inventory.yml <<END
warren:
  hosts:
    localhost:
      ansible_connection: local
      ansible_python_interpreter: /usr/bin/python3
  vars:
    warren_archive: /srv/controller/$(basename "$archive")
    warren_compose_source: /srv/controller/sources.tar.gz
    warren_endpoint: 127.0.0.1
    warren_admin_password: a password of the test, isn't it
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

# Plays, and prints what changed something.
play() {
    local title=$1 from=$SECONDS
    shift
    inside env HOME=/root ANSIBLE_PIPELINING=1 ANSIBLE_CONFIG=/srv/controller/ansible.cfg LC_ALL=C.UTF-8 PATH="/usr/local/bin:$PATH" \
        ansible-playbook -i /srv/controller/inventory.yml /srv/controller/playbook.yml "$@" >"$scratch/play.log" 2>&1 ||
        { cat "$scratch/play.log"; fail "$title: the playbook $*"; }
    # Tasks and handlers, each by its name.
    awk -F '[][]' '/^(TASK|RUNNING HANDLER)/ { sub(/^warren : /, "", $2); task = $2 } /^changed:/ { print task }' \
        "$scratch/play.log" | uniq >"$scratch/changed"
    echo "$title: $(wc -l <"$scratch/changed") tasks changed something ($((SECONDS - from)) s)"
}

# expect TITLE TASKS [OPTION…]: the same, and no other tasks than these, one a line.
expect() {
    local title=$1 tasks=$2
    shift 2
    play "$title" "$@"
    diff <(printf '%s' "$tasks") <(printf '%s' "$(cat "$scratch/changed")") ||
        { cat "$scratch/play.log"; fail "$title: other tasks changed something than were to"; }
}

# What the copy has otherwise than the machine: what lies in the upper layer without a namesake below or with another
# content, owner or mode, and the marks of what was deleted. Other work on the machine itself does not show. Then what runs.
state() {
    local upper=$scratch/layer/changes path
    find "$upper" -mindepth 1 \( -path "$upper/srv/controller" -o -path "$upper/var/log" -o -path "$upper/root" \
        -o -path "$upper/var/lib/systemd" -o -path "$upper/var/lib/dnf" -o -path "$upper/var/lib/apt" -o -path "$upper/var/cache" \
        -o -path "$upper/etc/*-" \) -prune -o -printf '%P\n' | while read -r path; do
        if [ -c "$upper/$path" ] && [ "$(stat -c %t,%T "$upper/$path")" = 0,0 ]; then
            [ ! -e "/$path" ] || echo "gone /$path"
        elif [ ! -e "/$path" ] && [ ! -L "/$path" ]; then
            echo "new /$path"
        elif [ "$(stat -c '%F %a %u %g' "$upper/$path")" != "$(stat -c '%F %a %u %g' "/$path")" ] ||
            { [ -f "$upper/$path" ] && ! cmp -s "$upper/$path" "/$path"; }; then
            echo "changed /$path $(stat -c '%a %u %g' "$upper/$path") $(sha256sum "$upper/$path" 2>/dev/null | cut -c -16)"
        fi
    done | sort
    inside sh -c 'sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding; ip -brief link; ip rule; nft list ruleset; ss -Hlntu
        find /run /tmp -mindepth 1 -maxdepth 1 ! -name docker.\* | sort; systemctl list-units --plain --no-legend --type service --all | cut -d " " -f 1'
}

leaves_nothing() {
    state >"$scratch/after"
    diff "$scratch/before" "$scratch/after" || fail "$1: the removal left or took something"
    echo "$1: removal leaves the machine as it was"
}

# --- as a service of systemd ---

# docker compose, as far as a machine without Docker goes: it reads what Docker would read, and remembers it.
write 755 /usr/local/bin/docker <<'END'
#!/bin/sh
set -e
echo "$*" >>/run/docker.calls
case $2 in
    up)
        docker-compose config >/run/docker.config
        cmp -s /run/docker.config /run/docker.up || echo ' Container warren-warren-1  Started' >&2
        mv /run/docker.config /run/docker.up
        ;;
esac
END
state >"$scratch/before"

play 'First run'
inside systemctl is-active --quiet warren || fail 'the service does not run'
[ "$(inside sysctl -n net.ipv4.ip_forward)" = 1 ] || fail 'forwarding is off'
expect 'Second run' ''

# The declared peer connects, with a client that is not ours, in a namespace beside.
# shellcheck disable=SC2016
inside bash -euc '
    ip netns add client
    ip link add uplink type veth peer name eth0 netns client
    ip addr add 198.51.100.1/24 dev uplink && ip link set uplink up
    ip -n client addr add 198.51.100.2/24 dev eth0 && ip -n client link set eth0 up && ip -n client link set lo up
    config=/srv/controller/configs/laptop.conf
    ip netns exec client wireguard-go wgc
    grep -v -E "^(Address|DNS|MTU)" "$config" | sed "s/^Endpoint = .*:/Endpoint = 198.51.100.1:/" | ip netns exec client wg setconf wgc /dev/stdin
    address=$(sed -n "s/^Address = \([0-9.]*\).*/\1/p" "$config")
    ip -n client addr add "$address/32" dev wgc && ip -n client link set wgc up
    ip -n client route add 10.8.0.1 dev wgc
    ip netns exec client ping -q -c 3 -W 10 10.8.0.1
    for process in $(ip netns pids client); do kill "$process"; done
    ip netns delete client
    rmdir /run/netns 2>/dev/null || { umount /run/netns && rmdir /run/netns; }
' >"$scratch/client.log" 2>&1 || { cat "$scratch/client.log"; fail 'the declared peer has no tunnel'; }
echo 'The declared peer has a tunnel'

# The peer, and its configuration on the controller.
expect 'Another keepalive' $'Declare peers\nWrite them' -e test_keepalive=15
inside grep -q '^PersistentKeepalive = 15$' /srv/controller/configs/laptop.conf || fail 'the keepalive is another'
expect 'Another setting' $'Write the settings\nRestart Warren' \
    -e test_keepalive=15 -e '{"test_settings": {"WARREN_INTERFACES_ONLINE_FOR": "120s"}}'

# --- by compose ---

# This is about the files: who answers is the service, which has what is declared.
compose=(-e warren_install=compose)
play 'Compose, first run' "${compose[@]}"
expect 'Compose, second run' '' "${compose[@]}"
inside /usr/bin/python3 - <<'END' || fail 'Docker would be told something else'
import yaml

up = yaml.safe_load(open("/run/docker.up"))
warren = up["services"]["warren"]
given = warren["environment"]
assert given["INIT_PASSWORD"] == "a password of the test, isn't it", given["INIT_PASSWORD"]
assert given["INIT_HOST"] == "127.0.0.1" and given["INIT_ENABLED"] == "true", given
# The tunnel, and the pages for this machine alone.
assert warren["ports"] == [{"protocol": "udp", "published": 51820, "target": 51820}, "127.0.0.1:51821:51821/tcp"], warren["ports"]
assert warren["cap_add"] == ["NET_ADMIN"] and warren["cap_drop"] == ["ALL"], warren
for secret in up["secrets"].values():
    assert len(open(secret["file"]).read()) == 48, secret
END
[ "$(inside stat -c %a,%a /srv/warren/.env /srv/warren/secrets | tr '\n' ' ')" = '600,600 700,700 ' ] || fail 'secrets are readable'
expect 'Compose, another setting' $'Write the settings\nStart the containers' "${compose[@]}" -e '{"test_settings": {"WARREN_LOG_FORMAT": "json"}}'

play 'Removal of both' -e warren_state=absent
inside grep -qx 'compose down --volumes --rmi local' /run/docker.calls || fail 'the containers are still there'
leaves_nothing 'A service, and compose'
expect 'Another removal' '' -e warren_state=absent

# --- as a Fedora ---

write 644 /etc/redhat-release <<<'Fedora release 41 (Forty One)'
inside sh -c 'rm /etc/os-release && cat >/etc/os-release' <<'END'
ID=fedora
NAME="Fedora Linux"
VERSION_ID=41
END
inside mkdir -p /srv/controller/repository
for package in nftables tar gzip; do
    write 644 "/srv/controller/$package.spec" <<END
Name: $package
Version: 1
Release: 1
Summary: What the role asks for
License: none
BuildArch: noarch
%description
Nothing.
%files
END
    inside rpmbuild --quiet -bb --define '_rpmdir /srv/controller/repository' --define '_topdir /tmp/rpmbuild' "/srv/controller/$package.spec"
done
inside rm -rf /tmp/rpmbuild
inside createrepo_c --quiet /srv/controller/repository
write 644 /etc/dnf/dnf.conf <<'END'
[main]
[test]
name=test
baseurl=file:///srv/controller/repository
gpgcheck=0
END
state >"$scratch/before"
play 'Fedora, first run'
grep -qx 'Have nftables for NAT and tar for the archive' "$scratch/changed" || { cat "$scratch/play.log"; fail 'dnf has installed nothing'; }
inside rpm -q nftables tar gzip
expect 'Fedora, second run' ''
inside systemctl is-active --quiet warren || fail 'the service does not run'
play 'Removal' -e warren_state=absent
leaves_nothing 'A Fedora'
