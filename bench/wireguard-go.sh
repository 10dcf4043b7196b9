#!/bin/sh
# Prints the path of the newest wireguard-go that Debian has, fetched from its unstable suite into a directory of its own.
# Nothing on this system changes: the package is unpacked, not installed, and apt gets a configuration of its own.
# Usage: bench/wireguard-go.sh [directory]; WIREGUARD_GO=/path/to/binary uses that one.
set -eu

if [ -n "${WIREGUARD_GO:-}" ]; then
    echo "$WIREGUARD_GO"
    exit
fi
directory=${1:-$(cd "$(dirname "$0")/.." && pwd)/target/bench}
binary=$directory/root/usr/bin/wireguard-go
if [ ! -x "$binary" ]; then
    mkdir -p "$directory/lists/partial" "$directory/cache/archives/partial"
    # The mirror is whichever one this machine uses for Debian itself.
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(SUITE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$2 !~ /security|updates|backports/ && $3 == "main" { print $1; exit }')
    [ -n "$mirror" ] || { echo "bench: this machine has no Debian mirror; set WIREGUARD_GO to a binary" >&2; exit 1; }
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$directory/sources.list"
    cat > "$directory/apt.conf" <<EOF
Dir::Etc::sourcelist "$directory/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$directory/lists";
Dir::State::status "/dev/null";
Dir::Cache "$directory/cache";
Acquire::Languages "none";
APT::Sandbox::User "root";
EOF
    export APT_CONFIG="$directory/apt.conf"
    apt-get -qq update >&2
    (cd "$directory" && apt-get -qq download wireguard-go >&2 && dpkg-deb -x wireguard-go_*.deb root)
fi
echo "$binary"
