# WireGuard for Zoë's "phone" $HOME ${x} \ ?. On RouterOS 7: /import file-name=Zoe-s-phone-HOM.rsc
/interface/wireguard add name="Zoe-s-phone-HOM" private-key="yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=" mtu=1380 comment="Zo\C3\AB's \"phone\" \$HOME \${x} \\ \?"
/interface/wireguard/peers add interface="Zoe-s-phone-HOM" public-key="xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" preshared-key="FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=" endpoint-address="2001:db8::1" endpoint-port=51820 allowed-address=0.0.0.0/0,::/0 persistent-keepalive=25s
/ip/address add address=10.8.0.2/32 interface="Zoe-s-phone-HOM"
/ipv6/address add address=fd00:8::2/128 interface="Zoe-s-phone-HOM" advertise=no
/ip/route add dst-address=0.0.0.0/0 gateway="Zoe-s-phone-HOM" disabled=yes comment="Enable it when the way to the server has a route of its own"
/ipv6/route add dst-address=::/0 gateway="Zoe-s-phone-HOM" disabled=yes comment="Enable it when the way to the server has a route of its own"
# Name servers for this network, for the whole router: /ip/dns/set servers=10.8.0.1,fd00:8::1
