# WireGuard for Zoë's "phone" $HOME ${x} \ ?. In configuration.nix: imports = [ ./Zoe-s-phone-HOM.nix ];
# Everybody on the machine may read the Nix store. To keep keys out of it, put them into files of their own and
# use privateKeyFile and presharedKeyFile.
{ ... }:
{
  networking.wg-quick.interfaces."Zoe-s-phone-HOM" = {
    privateKey = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
    address = [ "10.8.0.2/32" "fd00:8::2/128" ];
    dns = [ "10.8.0.1" "fd00:8::1" "lan.example" ];
    mtu = 1380;
    peers = [
      {
        publicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
        presharedKey = "FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=";
        allowedIPs = [ "0.0.0.0/0" "::/0" ];
        endpoint = "[2001:db8::1]:51820";
        persistentKeepalive = 25;
      }
    ];
  };
}
