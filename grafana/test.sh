#!/usr/bin/env bash
# Runs every query of the dashboards, and every alert, against a Prometheus that watches a running Warren with a peer that
# moves data, one that does not, and a stranger who knocks. A query that finds nothing fails.
#
#   grafana/test.sh [--beside FILE]    FILE: another dashboard whose queries are to find something
#
# Needs root, what ./warren build has built, Prometheus 2, jq, socat and wireguard-go.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=bench/lab.sh
. "$here/../bench/lab.sh"

echo 'Rules'
(cd "$here/prometheus" && promtool check rules alerts.yml && promtool test rules alerts_test.yml)

lab_open grafana
# shellcheck disable=SC2119
lab_serve
echo "Warren answers after $(lab_ready) ms"
phone=$(lab_api POST /peers '{"name":"phone","tags":["mobile"],"quota":{"bytes":1000000000,"period":"day"}}' | jq -r .id)
lab_api POST /peers '{"name":"office","tags":["must-be-online"]}' >/dev/null
lab_api POST /account/tokens "{\"name\":\"scraper\",\"scopes\":[\"read\"],\"expiresAt\":\"$(date -u -d '+10 days' +%FT%TZ)\"}" >/dev/null
lab_connect "$phone" wgtest0
ip -n "$lab_client" route add 10.8.0.1 dev wgtest0

# --- Prometheus ---

printf '%s' "$lab_metrics_password" >"$lab/metrics_password"
sed -e "s|/run/secrets/metrics_password|$lab/metrics_password|" -e 's|warren:51821|198.51.100.1:51821|' \
    -e 's|_interval: 15s|_interval: 1s|' "$here/prometheus/prometheus.yml" >"$lab/prometheus.yml"
cp "$here/prometheus/alerts.yml" "$lab/"
cat >>"$lab/prometheus.yml" <<END
  - job_name: wg-easy
    metrics_path: /metrics/prometheus
    authorization:
      credentials_file: $lab/metrics_password
    static_configs:
      - targets: ["198.51.100.1:51821"]
END
promtool check config "$lab/prometheus.yml" | tail -n 1
ip netns exec "$lab_client" prometheus --config.file="$lab/prometheus.yml" --storage.tsdb.path="$lab/tsdb" \
    --web.listen-address=127.0.0.1:9090 --log.level=warn >"$lab/prometheus.log" 2>&1 &
lab_processes+=($!)

ask() {
    ip netns exec "$lab_client" curl -sS -m 10 --data-urlencode "query=$1" http://127.0.0.1:9090/api/v1/query
}

# Traffic, and drops: packets that are none of WireGuard's.
ip netns exec "$lab_client" ping -q -i 0.2 10.8.0.1 >/dev/null &
lab_processes+=($!)
knock() {
    while sleep 0.3; do
        head -c 148 /dev/urandom | ip netns exec "$lab_client" socat -u - UDP:198.51.100.1:51820
    done
}
knock &
lab_processes+=($!)
until [ "$(ask 'count_over_time(warren_info[1m]) > 20' | jq '.data.result | length' 2>/dev/null)" = 1 ]; do
    kill -0 "$lab_warren"
    sleep 1
done
sleep 3

# The token of ten days is near its end; it is looked for once a minute.
until [ "$(ask 'ALERTS{alertname="WarrenTokenExpiring"}' | jq '.data.result | length')" = 1 ]; do
    sleep 1
done
echo 'The alert of a token is on its way'

# --- every query ---

failed=0
check() {
    local where=$1 query=$2 answer
    # What Grafana puts in place of its variables.
    # shellcheck disable=SC2016
    query=$(sed -e 's/\$__rate_interval/30s/g' -e 's/\$__interval/30s/g' -e 's/\$__range/1m/g' -e 's/\[\$[a-z_]*\]/[30s]/g' \
        -e 's/=~"\$[a-zA-Z_]*"/=~".*"/g' -e 's/="\$[a-zA-Z_]*"/=~".*"/g' <<<"$query")
    answer=$(ask "$query")
    case $(jq -r 'if .status != "success" then .error else (.data.result | length) end' <<<"$answer") in
        0) echo "NOTHING  $where: $query" && failed=1 ;;
        [0-9]*) echo "ok       $where: $query" ;;
        *) echo "REFUSED  $where: $query: $(jq -r .error <<<"$answer")" && failed=1 ;;
    esac
}

files=("$here"/dashboards/*.json)
[ "${1:-}" != --beside ] || files+=("$2")
for file in "${files[@]}"; do
    basename "$file"
    while IFS=$'\t' read -r title query; do
        check "$title" "$query"
    done < <(jq -r '.. | objects | select(has("targets")) | .title as $title | .targets[] | select(.expr) | [$title, .expr] | @tsv' "$file")
done
# No dashboard of others is kept here. This is what 21733, for wg-easy, asks of the job and the instance that are chosen in
# its two lists, and then of every name and label that wg-easy publishes, for the dashboards that people made themselves.
echo 'Dashboard 21733'
chosen='job="wg-easy",instance="198.51.100.1:51821"'
for state in configured enabled connected; do
    check "$state peers" "wireguard_${state}_peers{$chosen}"
done
check 'online clients' "wireguard_latest_handshake_seconds{$chosen}"
for direction in received sent; do
    check 'clients' "sum by(name) (wireguard_${direction}_bytes{$chosen})"
    check 'throughput' "irate(wireguard_${direction}_bytes{$chosen}[5m])"
done
echo "wg-easy's metrics"
peer='interface="wg0",enabled="true",ipv4Address=~"10[.]8[.].+",ipv6Address=~"f.+:.+",name="phone"'
for state in configured enabled connected; do
    check wg-easy "sum by (interface) (wireguard_${state}_peers{interface=\"wg0\"}) > 0"
done
for direction in sent received; do
    check wg-easy "rate(wireguard_${direction}_bytes{$peer}[30s]) > 0"
    check wg-easy "sum by (name) (increase(wireguard_${direction}_bytes[1m])) > 0"
    check wg-easy "wireguard_${direction}_bytes{enabled=\"true\",name=\"office\"} == 0"
done
check wg-easy "wireguard_latest_handshake_seconds{$peer} > 0 and wireguard_latest_handshake_seconds < 180"
check wg-easy 'wireguard_latest_handshake_seconds{name="office"} == 0'
for metric in wireguard_sent_bytes wireguard_received_bytes wireguard_latest_handshake_seconds; do
    labels=$(ask "$metric" | jq -c '[.data.result[].metric | keys - ["__name__", "instance", "job"]] | unique')
    [ "$labels" = '[["enabled","interface","ipv4Address","ipv6Address","name"]]' ] || { echo "LABELS   $metric: $labels" && failed=1; }
done

echo 'what alerts look at'
for metric in up wireguard_device_up wireguard_engine_dropped_packets_total wireguard_engine_handshakes_total wireguard_peer_up \
    wireguard_peer_tag_info wireguard_peer_quota_used_bytes wireguard_peer_quota_limit_bytes warren_token_expiry_seconds; do
    check alerts "$metric"
done
[ "$failed" = 0 ] || { echo 'FAILED'; exit 1; }
echo 'Every query finds something'
