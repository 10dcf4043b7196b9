# WireGuard for office. On RouterOS 7: /import file-name=office.rsc
# Warren does not have its private key: put it in place of the words in angle brackets.
/interface/wireguard add name="office" private-key="<the private key that belongs to HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=>" comment="office"
/interface/wireguard/peers add interface="office" public-key="xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" endpoint-address="vpn.example.org" endpoint-port=443 allowed-address=10.8.0.0/24,192.168.7.0/24
/ip/address add address=10.8.0.3/32 interface="office"
/ip/route add dst-address=10.8.0.0/24 gateway="office"
/ip/route add dst-address=192.168.7.0/24 gateway="office"
