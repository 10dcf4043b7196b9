# docker build -t warren .

FROM node:22-bookworm-slim AS node

FROM maven:3-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /opt/warren
COPY . .
RUN ./warren build

FROM eclipse-temurin:25-jre
# nft writes Warren's table for NAT; setpriv (util-linux) takes root from the embedded PostgreSQL; curl is for the health check.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl nftables util-linux \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/warren/warren /opt/warren/warren-engine /opt/warren/
COPY --from=build /opt/warren/target/quarkus-app /opt/warren/target/quarkus-app
ENV PATH=/opt/warren:$PATH \
    WARREN_DATA=/data
# Any account may run Warren: /data is open to the one that `docker run --user` names.
RUN mkdir -m 1777 /data
# The JVM's AOT cache holds for one place and one Java, so it is made here.
RUN warren rehearse
VOLUME /data
EXPOSE 51820/udp 51821/tcp
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD curl -fsS "http://127.0.0.1:${WARREN_PORT:-${PORT:-51821}}/q/health/live" || exit 1
ENTRYPOINT ["warren"]
CMD ["serve"]
