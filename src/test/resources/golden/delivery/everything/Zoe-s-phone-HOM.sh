#!/bin/sh
# WireGuard for Zoë's "phone" $HOME ${x} \ ?. Run it on the OpenWrt router, which needs wireguard-tools.
# Afterwards the interface Zoe_s_phone_HOM has to join a zone of the firewall.
uci -q delete network.Zoe_s_phone_HOM
while uci -q delete 'network.@wireguard_Zoe_s_phone_HOM[0]'; do :; done
uci batch >/dev/null <<'END'
set network.Zoe_s_phone_HOM=interface
set network.Zoe_s_phone_HOM.proto='wireguard'
set network.Zoe_s_phone_HOM.private_key='yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk='
set network.Zoe_s_phone_HOM.mtu='1380'
add_list network.Zoe_s_phone_HOM.addresses='10.8.0.2/32'
add_list network.Zoe_s_phone_HOM.addresses='fd00:8::2/128'
add_list network.Zoe_s_phone_HOM.dns='10.8.0.1'
add_list network.Zoe_s_phone_HOM.dns='fd00:8::1'
add_list network.Zoe_s_phone_HOM.dns_search='lan.example'
add network wireguard_Zoe_s_phone_HOM
set network.@wireguard_Zoe_s_phone_HOM[-1].description='Zoë'\''s "phone" $HOME ${x} \ ?'
set network.@wireguard_Zoe_s_phone_HOM[-1].public_key='xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg='
set network.@wireguard_Zoe_s_phone_HOM[-1].preshared_key='FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE='
set network.@wireguard_Zoe_s_phone_HOM[-1].endpoint_host='2001:db8::1'
set network.@wireguard_Zoe_s_phone_HOM[-1].endpoint_port='51820'
set network.@wireguard_Zoe_s_phone_HOM[-1].persistent_keepalive='25'
set network.@wireguard_Zoe_s_phone_HOM[-1].route_allowed_ips='1'
add_list network.@wireguard_Zoe_s_phone_HOM[-1].allowed_ips='0.0.0.0/0'
add_list network.@wireguard_Zoe_s_phone_HOM[-1].allowed_ips='::/0'
END
uci commit network
/etc/init.d/network reload
