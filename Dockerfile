# Farewell in a container: docker build -t farewell . (see docs/deploy.md)

FROM rust:1.95-slim-bookworm AS build
# SQLite and the TLS library are built from C.
RUN apt-get update && apt-get install --yes --no-install-recommends build-essential cmake \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --locked --profile dist --package farewell

FROM debian:bookworm-slim
# The certificates that mail servers and databases are checked against, and the zones that dates are told in.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /var/lib/farewell --create-home farewell
COPY --from=build /src/target/dist/farewell /usr/local/bin/farewell
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/farewell/
USER farewell
WORKDIR /var/lib/farewell
VOLUME /var/lib/farewell
EXPOSE 8080
# /readyz of this port, in the shell's own words: there is no curl here. A worker has it at metrics.listen.
ENV HEALTH_PORT=8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$HEALTH_PORT && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["farewell"]
CMD ["serve", "--config", "/etc/farewell/farewell.yaml", "--log", "json"]
