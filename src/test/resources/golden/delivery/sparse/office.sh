#!/bin/sh
# WireGuard for office. Run it on the OpenWrt router, which needs wireguard-tools.
# Warren does not have its private key: put it in place of the words in angle brackets.
# Afterwards the interface office has to join a zone of the firewall.
uci -q delete network.office
while uci -q delete 'network.@wireguard_office[0]'; do :; done
uci batch >/dev/null <<'END'
set network.office=interface
set network.office.proto='wireguard'
set network.office.private_key='<the private key that belongs to HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=>'
add_list network.office.addresses='10.8.0.3/32'
add network wireguard_office
set network.@wireguard_office[-1].description='office'
set network.@wireguard_office[-1].public_key='xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg='
set network.@wireguard_office[-1].endpoint_host='vpn.example.org'
set network.@wireguard_office[-1].endpoint_port='443'
set network.@wireguard_office[-1].route_allowed_ips='1'
add_list network.@wireguard_office[-1].allowed_ips='10.8.0.0/24'
add_list network.@wireguard_office[-1].allowed_ips='192.168.7.0/24'
END
uci commit network
/etc/init.d/network reload
