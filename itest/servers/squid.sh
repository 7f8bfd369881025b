#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# squid on 127.0.0.1:PORT as a caching forward proxy (disk and memory cache, CONNECT to any port).
#   SQUID_AUTH=1               the proxy asks for basic authentication (user proxy / secret)
#   SQUID_ACCEL=HOST:PORT      reverse proxy (accelerator) for that http server instead
#   SQUID_MAX_OBJECT           largest cached object (default "4 GB")
#   SQUID_RANGE_OFFSET_LIMIT   how far a Range request may start to be fetched whole (default 0: never)
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need squid openssl curl setpriv

# Started by root, squid becomes user "proxy", who must be able to enter DIR.
give_to_proxy_user() {
  chown -R proxy "$DIR/data/cache" "$DIR/log" "$DIR/run"
  setpriv --reuid=proxy --regid=proxy --clear-groups test -x "$DIR" \
    || die "user proxy cannot enter $DIR (squid drops root); choose another directory"
}

access_rules() {
  if [ "${SQUID_AUTH:-0}" = 1 ]; then
    echo "auth_param basic program /usr/lib/squid/basic_ncsa_auth $DIR/conf/htpasswd"
    echo 'auth_param basic realm proxy'
    echo 'acl known proxy_auth REQUIRED'
    echo 'http_access allow known'
  else
    echo 'http_access allow localhost'
  fi
  echo 'http_access deny all'
}

listener() {
  local host port
  if [ -z "${SQUID_ACCEL:-}" ]; then
    echo "http_port 127.0.0.1:$PORT"
    return
  fi
  host=${SQUID_ACCEL%:*} port=${SQUID_ACCEL##*:}
  echo "http_port 127.0.0.1:$PORT accel defaultsite=$host:$port no-vhost"
  echo "cache_peer $host parent $port 0 no-query originserver name=origin"
  echo 'cache_peer_access origin allow all'
}

configuration() {
  listener
  [ "$(id -u)" -ne 0 ] || echo 'cache_effective_user proxy'
  cat <<C
visible_hostname test-squid
pid_filename $DIR/run/squid.own-pid
access_log stdio:$DIR/log/access.log
cache_log $DIR/log/cache.log
cache_store_log none
coredump_dir $DIR/data
netdb_filename none
pinger_enable off
maximum_object_size ${SQUID_MAX_OBJECT:-4 GB}
maximum_object_size_in_memory 512 KB
cache_mem 64 MB
cache_dir aufs $DIR/data/cache 8192 16 16
range_offset_limit ${SQUID_RANGE_OFFSET_LIMIT:-0}
shutdown_lifetime 1 seconds
C
  access_rules
}

do_start() {
  local service=t$PORT # names the shared memory: several squids may run
  ports_free "$PORT"
  mkdir -p "$DIR/data/cache"
  [ "$(id -u)" -ne 0 ] || give_to_proxy_user
  echo "proxy:$(openssl passwd -apr1 secret)" >"$DIR/conf/htpasswd"
  configuration >"$DIR/conf/squid.conf"
  squid -n "$service" -N -z -f "$DIR/conf/squid.conf" >>"$DIR/log/init.log" 2>&1 \
    || die_with_logs "squid could not create its cache"
  spawn squid squid -n "$service" -N -f "$DIR/conf/squid.conf"
  wait_tcp "$PORT" 30
  put_env SQUID_PROXY "http://127.0.0.1:$PORT"
  put_env SQUID_ACCESS_LOG "$DIR/log/access.log"
  [ "${SQUID_AUTH:-0}" = 1 ] || return 0
  put_env SQUID_USER proxy
  put_env SQUID_PASSWORD secret
}
run_main "$@"
