#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# OpenStack Swift all in one (proxy, account, container and object server, one replica) on
# 127.0.0.1. PORT is the proxy, PORT+1..PORT+3 the servers behind it, PORT+4 a memcached
# (tempauth keeps its tokens there).
# Offers the native API with tempauth (TempURL, SLO, DLO) and the S3-compatible API (signature
# v4) on one port. With KEYSTONE_DIR (a keystone.sh server; use its KEYSTONE_SWIFT_PORT):
# Keystone's tokens besides tempauth, and no S3.
#   SWIFT_DIGESTS   digests allowed for temporary URLs (default "sha1 sha256 sha512")
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need memcached swift-proxy-server swift-object-server swift-container-server swift-account-server \
  swift-ring-builder curl

make_ring() { # make_ring TYPE PORT
  local builder=$DIR/conf/$1.builder
  rm -f "$DIR/conf/$1.ring.gz" "$builder"
  {
    swift-ring-builder "$builder" create 4 1 0
    swift-ring-builder "$builder" add "r1z1-127.0.0.1:$2/d1" 1
    swift-ring-builder "$builder" rebalance || true # status 1 is a warning
  } >>"$DIR/log/ring.log" 2>&1
  [ -s "$DIR/conf/$1.ring.gz" ] || die_with_logs "swift-ring-builder made no ring for $1"
}

common_configuration() {
  cat <<C
[swift-hash]
swift_hash_path_suffix = testsuffix
swift_hash_path_prefix = testprefix
[storage-policy:0]
name = Policy-0
default = yes
[swift-constraints]
max_file_size = 5368709122
C
}

backend_configuration() { # backend_configuration TYPE PORT
  cat <<C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $2
workers = 0
user = $(id -un)
swift_dir = $DIR/conf
devices = $DIR/data/devices
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
log_name = swift-$1
log_address = /nonexistent
[pipeline:main]
pipeline = $1-server
[app:$1-server]
use = egg:swift#$1
replication_server = false
[$1-replicator]
recon_cache_path = $DIR/data/cache
C
}

proxy_configuration() { # proxy_configuration MEMCACHED_PORT TEMPAUTH_PREFIX KEYSTONE_FILTERS
  cat <<C
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $PORT
workers = 0
user = $(id -un)
swift_dir = $DIR/conf
log_name = swift-proxy
log_address = /nonexistent
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk tempurl s3api $3 tempauth copy slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:tempurl]
use = egg:swift#tempurl
methods = GET HEAD PUT
allowed_digests = ${SWIFT_DIGESTS:-sha1 sha256 sha512}
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
reseller_prefix = $2
token_life = 86400
user_test_tester = testing .admin
user_test2_tester2 = testing2 .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
C
}

keystone_configuration() { # keystone_configuration KEYSTONE_URL
  cat <<C
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = $1
auth_url = $1
auth_type = password
username = swift
password = swiftpw
project_name = service
user_domain_id = default
project_domain_id = default
delay_auth_decision = true
service_token_roles_required = true
[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member
reseller_admin_role = admin
reseller_prefix = AUTH_
C
}

do_start() {
  local object=$((PORT + 1)) container=$((PORT + 2)) account=$((PORT + 3)) memcached=$((PORT + 4))
  local type tempauth_prefix=AUTH OS_AUTH_URL=''
  ports_free "$PORT" "$object" "$container" "$account" "$memcached"
  mkdir -p "$DIR/data/devices/d1" "$DIR/data/cache"
  common_configuration >"$DIR/conf/swift.conf"
  for type in object container account; do
    make_ring $type "${!type}"
    backend_configuration $type "${!type}" >"$DIR/conf/$type-server.conf"
  done
  if [ -n "${KEYSTONE_DIR:-}" ]; then
    [ -s "$KEYSTONE_DIR/env" ] || die "no keystone has been started in $KEYSTONE_DIR"
    # shellcheck source=/dev/null
    . "$KEYSTONE_DIR/env"
    tempauth_prefix=TEMPAUTH
    proxy_configuration $memcached $tempauth_prefix 'authtoken keystoneauth'
    keystone_configuration "${OS_AUTH_URL%/v3}"
  else
    proxy_configuration $memcached $tempauth_prefix ''
  fi >"$DIR/conf/proxy-server.conf"

  export PYTHONWARNINGS=ignore
  spawn memcached memcached -l 127.0.0.1 -p $memcached -U 0 -m 32 -u "$(id -un)"
  for type in account container object proxy; do
    spawn "swift-$type" "swift-$type-server" "$DIR/conf/$type-server.conf" -v
  done
  wait_tcp $memcached 10
  for type in account container object; do wait_http "http://127.0.0.1:${!type}/" 40; done
  wait_http "http://127.0.0.1:$PORT/healthcheck" 40
  put_env SWIFT_URL "http://127.0.0.1:$PORT"
  put_env SWIFT_AUTH_URL "http://127.0.0.1:$PORT/auth/v1.0"
  put_env SWIFT_STORAGE_URL "http://127.0.0.1:$PORT/v1/${tempauth_prefix}_test"
  put_env SWIFT_USER test:tester
  put_env SWIFT_KEY testing
  [ $tempauth_prefix = AUTH ] || return 0 # S3 requests need the pipeline without Keystone
  put_env S3_ENDPOINT "http://127.0.0.1:$PORT"
  put_env S3_REGION us-east-1
  put_env S3_ACCESS_KEY test:tester
  put_env S3_SECRET_KEY testing
}
run_main "$@"
