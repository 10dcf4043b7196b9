# WireGuard for office. In configuration.nix: imports = [ ./office.nix ];
# Warren does not have its private key: put it in place of the words in angle brackets.
# Everybody on the machine may read the Nix store. To keep keys out of it, put them into files of their own and
# use privateKeyFile and presharedKeyFile.
{ ... }:
{
  networking.wg-quick.interfaces."office" = {
    privateKey = "<the private key that belongs to HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=>";
    address = [ "10.8.0.3/32" ];
    peers = [
      {
        publicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
        allowedIPs = [ "10.8.0.0/24" "192.168.7.0/24" ];
        endpoint = "vpn.example.org:443";
      }
    ];
  };
}
