# docker build -t warren .
#
# Any base that has the same in it will do: --build-arg BUILD_IMAGE=… NODE_IMAGE=… RUNTIME_IMAGE=…
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG NODE_IMAGE=node:22-bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM ${BUILD_IMAGE} AS build
ARG VERSION=0.1.0-SNAPSHOT
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
# What has been built outside, as by bench/image.sh, is taken as it is.
RUN [ -d target/quarkus-app ] || mvn -B -ntp -q package -DskipTests -Drevision="$VERSION"
RUN .ci/layout /opt/warren "$VERSION"

FROM ${RUNTIME_IMAGE}
# nft writes Warren's table for NAT, libcrypto does its ciphers fastest, curl asks after its health.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl libcap2-bin libssl3 nftables util-linux \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
    && useradd --system --uid 51820 --user-group --home-dir /data --shell /usr/sbin/nologin warren
COPY --from=build /opt/warren /opt/warren
# The one capability that Warren has, if the container has it: see the launcher.
RUN mkdir /opt/warren/bin \
    && install -o root -g warren -m 0750 /usr/bin/setpriv /opt/warren/bin/with-net-admin \
    && setcap cap_net_admin+ep /opt/warren/bin/with-net-admin \
    && install -d -o warren -g warren -m 0700 /data \
    && install -d -o warren -g warren /run/wireguard
ENV PATH=/opt/warren:$PATH \
    WARREN_DATA=/data
# The JVM's AOT cache holds for one place and one Java, so it is made here.
RUN warren rehearse server
USER warren
VOLUME /data
EXPOSE 51820/udp 51821/tcp
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["warren", "health"]
ENTRYPOINT ["warren"]
CMD ["serve"]
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Warren" \
      org.opencontainers.image.description="WireGuard server with a web admin, in one process" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
