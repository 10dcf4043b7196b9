package dev.warren.interfaces;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The fields of an interface's form as a browser sends them. A field that is missing is empty.
class InterfaceFormFields {

    @RestForm
    @Nullable String name;

    @RestForm
    @Nullable String comment;

    @RestForm
    boolean enabled;

    @RestForm
    @Nullable String listenPort;

    @RestForm
    @Nullable String ipv4;

    @RestForm
    @Nullable String ipv6;

    @RestForm
    @Nullable String mtu;

    @RestForm
    @Nullable String endpoint;

    @RestForm
    @Nullable String clientDns;

    @RestForm
    @Nullable String clientAllowedIps;

    @RestForm
    @Nullable String clientKeepalive;

    @RestForm
    @Nullable String clientMtu;

    @RestForm
    @Nullable String fwmark;

    @RestForm
    @Nullable String bindDevice;

    @RestForm
    @Nullable String routes;

    @RestForm
    boolean natIpv4;

    @RestForm
    boolean natIpv6;

    @RestForm
    @Nullable String natDevice;

    @RestForm
    @Nullable String endpoints;

    @RestForm
    boolean isolation;

    @RestForm
    @Nullable String preUp;

    @RestForm
    @Nullable String postUp;

    @RestForm
    @Nullable String preDown;

    @RestForm
    @Nullable String postDown;

    /// @param kept hooks of a form that shows none
    InterfaceForm form(Hooks kept) {
        return new InterfaceForm(
                text(name),
                text(comment),
                enabled,
                text(listenPort),
                text(ipv4),
                text(ipv6),
                text(mtu),
                text(endpoint),
                text(endpoints),
                text(clientDns),
                text(clientAllowedIps),
                text(clientKeepalive),
                text(clientMtu),
                text(fwmark),
                text(bindDevice),
                text(routes),
                natIpv4,
                natIpv6,
                text(natDevice),
                isolation,
                new Hooks(
                        preUp == null ? kept.preUp() : preUp,
                        postUp == null ? kept.postUp() : postUp,
                        preDown == null ? kept.preDown() : preDown,
                        postDown == null ? kept.postDown() : postDown));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
