#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# OpenStack Glance (image API v2) on 127.0.0.1:PORT with an sqlite database and a file store.
#   without KEYSTONE_DIR   no authentication: every caller is admin
#   KEYSTONE_DIR=dir       tokens are checked by the keystone.sh server of that directory: start
#                          that first, and glance on the port its catalogue names (KEYSTONE_GLANCE_PORT)
#   SWIFT_DIR=dir          needs KEYSTONE_DIR; images are stored in the swift.sh server of that directory
#   GLANCE_SWIFT_SEED      number of characters of an image ID in the name of its Swift container (default 0: one container)
#   GLANCE_SWIFT_SEGMENT   size in MB of segmented images, and of their segments in Swift (default 5120, 200)
#   GLANCE_HASH            the algorithm of os_hash_value (default sha512)
#   GLANCE_SHOW_LOCATIONS  true: "locations" beside "direct_url" (default false)
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need glance-api glance-manage curl sqlite3

configuration() { # configuration PASTE_FLAVOR STORES DEFAULT_STORE KEYSTONE_URL ROLES_RULE
  cat <<C
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
workers = 0
log_file = $DIR/log/glance.log
show_image_direct_url = true
show_multiple_locations = ${GLANCE_SHOW_LOCATIONS:-false}
node_staging_uri = file://$DIR/data/staging
image_cache_dir = $DIR/data/cache
enabled_import_methods = [glance-direct,web-download]
hashing_algorithm = ${GLANCE_HASH:-sha512}
enforce_secure_rbac = $5
[database]
connection = sqlite:///$DIR/data/glance.db
[oslo_concurrency]
lock_path = $DIR/data/lock
[oslo_policy]
policy_file = $DIR/conf/policy.yaml
policy_dirs = $DIR/conf/policy.d
enforce_new_defaults = $5
[glance_store]
stores = $2
default_store = $3
filesystem_store_datadir = $DIR/data/images
swift_store_create_container_on_put = true
swift_store_container = glance
swift_store_multiple_containers_seed = ${GLANCE_SWIFT_SEED:-0}
swift_store_large_object_size = ${GLANCE_SWIFT_SEGMENT:-5120}
swift_store_large_object_chunk_size = ${GLANCE_SWIFT_SEGMENT:-200}
swift_store_endpoint_type = publicURL
swift_store_config_file = $DIR/conf/glance-swift.conf
default_swift_reference = ref1
[paste_deploy]
flavor = $1
config_file = $DIR/conf/glance-api-paste.ini
[keystone_authtoken]
www_authenticate_uri = $4
auth_url = $4
auth_type = password
username = glance
password = glancepw
project_name = service
user_domain_id = default
project_domain_id = default
service_token_roles = service
service_token_roles_required = true
C
}

swift_configuration() { # swift_configuration KEYSTONE_URL
  cat <<C
[ref1]
user = service:glance
key = glancepw
auth_version = 3
auth_address = $1/v3
user_domain_id = default
project_domain_id = default
C
}

create_database() {
  [ ! -e "$DIR/data/synced" ] || return 0
  rm -f "$DIR/data/glance.db"
  glance-manage --config-file "$DIR/conf/glance-api.conf" db_sync >>"$DIR/log/manage.log" 2>&1 \
    || die_with_logs "glance-manage db_sync failed"
  # WAL: a reader with an open transaction must not block writers ("database is locked")
  sqlite3 "$DIR/data/glance.db" 'PRAGMA journal_mode=WAL;' >>"$DIR/log/manage.log"
  touch "$DIR/data/synced"
}

do_start() {
  local flavor='' auth=none stores=file,http default_store=file keystone_url=http://127.0.0.1:1 OS_AUTH_URL=''
  local secure_rbac=false # its rules require a role, which an unauthenticated caller does not have
  ports_free "$PORT"
  mkdir -p "$DIR"/data/{images,staging,tasks,cache,lock} "$DIR/conf/policy.d"
  if [ -n "${KEYSTONE_DIR:-}" ]; then
    [ -s "$KEYSTONE_DIR/env" ] || die "no keystone has been started in $KEYSTONE_DIR"
    # shellcheck source=/dev/null
    . "$KEYSTONE_DIR/env"
    flavor=keystone auth=keystone keystone_url=${OS_AUTH_URL%/v3} secure_rbac=true
  fi
  if [ -n "${SWIFT_DIR:-}" ]; then
    [ $auth = keystone ] || die "SWIFT_DIR needs KEYSTONE_DIR"
    stores=swift,file,http default_store=swift
  fi
  configuration "$flavor" $stores $default_store "$keystone_url" $secure_rbac >"$DIR/conf/glance-api.conf"
  swift_configuration "$keystone_url" >"$DIR/conf/glance-swift.conf"
  : >"$DIR/conf/policy.yaml" # Glance's own defaults, independent of /etc/glance
  sed "s#^disable_by_file_path.*#disable_by_file_path = $DIR/conf/disable#" \
    /usr/share/glance-common/glance-api-paste.ini >"$DIR/conf/glance-api-paste.ini"
  cp /usr/share/glance-common/schema-image.json "$DIR/conf/"
  create_database
  PYTHONWARNINGS=ignore spawn glance glance-api --config-file "$DIR/conf/glance-api.conf"
  wait_http "http://127.0.0.1:$PORT/versions" 60
  put_env GLANCE_URL "http://127.0.0.1:$PORT"
  put_env GLANCE_AUTH $auth
  put_env GLANCE_STORE $default_store
  put_env GLANCE_IMAGE_DIR "$DIR/data/images"
  put_env GLANCE_LOG "$DIR/log/glance.log"
}
run_main "$@"
