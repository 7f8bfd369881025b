#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# OpenStack Keystone (identity v3) on 127.0.0.1:PORT with an sqlite database, served by uwsgi.
# Creates projects (service, demo, other), users (password = name + "pw"), an application
# credential of user ironic, and a catalogue with identity, image and object-store:
#   GLANCE_PORT, SWIFT_PORT   ports in the catalogue (default PORT+1, PORT+2)
#   KEYSTONE_TOKEN_SECONDS    lifetime of a token (default 3600)
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need keystone-manage keystone-wsgi-public uwsgi sqlite3 curl jq

readonly TOKEN_SECONDS=${KEYSTONE_TOKEN_SECONDS:-3600}
readonly PROJECTS='service demo other'
readonly USERS='glance:service:admin swift:service:admin ironic:service:admin
  demo:demo:member reader:demo:reader other:other:member' # user:project:role

manage() {
  keystone-manage --config-file "$DIR/conf/keystone.conf" "$@" >>"$DIR/log/manage.log" 2>&1 \
    || die_with_logs "keystone-manage $1 failed"
}

be_admin() {
  TOKEN=$(keystone_token "$URL" admin adminpw admin)
  TOKEN_SINCE=$SECONDS
  [ -n "$TOKEN" ] || die_with_logs "keystone issued no token for admin"
}

api() { # api METHOD PATH [JSON] : with TOKEN, which is renewed as the admin before it expires
  local answer
  [ $((SECONDS - TOKEN_SINCE)) -lt $((TOKEN_SECONDS / 2)) ] || be_admin
  answer=$(curl -sS --fail-with-body -X "$1" -H "X-Auth-Token: $TOKEN" \
    -H 'Content-Type: application/json' ${3:+-d "$3"} "$URL$2") || die "keystone $1 $2: $answer"
  printf '%s' "$answer"
}

ensure() { # ensure COLLECTION SINGULAR NAME JSON : id of the named object, created when absent
  local id
  id=$(api GET "/$1?name=$3" | jq -r ".$1[0].id // empty")
  [ -n "$id" ] || id=$(api POST "/$1" "{\"$2\":$4}" | jq -r ".$2.id")
  echo "$id"
}

grant() { # grant ROLE USER PROJECT
  api PUT "/projects/$(cat "$DIR/data/project.$3")/users/$(cat "$DIR/data/user.$2")/roles/$(ensure roles role "$1" "{\"name\":\"$1\"}")"
}

configuration() {
  cat <<C
[DEFAULT]
log_file = $DIR/log/keystone.log
[database]
connection = sqlite:///$DIR/data/keystone.db
[token]
provider = fernet
expiration = $TOKEN_SECONDS
[fernet_tokens]
key_repository = $DIR/data/fernet
[fernet_receipts]
key_repository = $DIR/data/fernet
[credential]
key_repository = $DIR/data/credential
[cache]
enabled = false
[identity]
password_hash_rounds = 4
C
}

create_database() {
  local owner
  rm -f "$DIR/data/keystone.db"
  manage db_sync
  # WAL: a reader with an open transaction must not block writers ("database is locked")
  sqlite3 "$DIR/data/keystone.db" 'PRAGMA journal_mode=WAL;' >>"$DIR/log/manage.log"
  owner=(--keystone-user "$(id -un)" --keystone-group "$(id -gn)")
  manage fernet_setup "${owner[@]}"
  manage credential_setup "${owner[@]}"
  manage bootstrap --bootstrap-username admin --bootstrap-password adminpw \
    --bootstrap-project-name admin --bootstrap-role-name admin --bootstrap-service-name keystone \
    --bootstrap-region-id RegionOne --bootstrap-public-url "$URL" --bootstrap-internal-url "$URL" \
    --bootstrap-admin-url "$URL"
}

create_accounts() {
  local name project role entry id
  for name in $PROJECTS; do
    ensure projects project "$name" "{\"name\":\"$name\",\"domain_id\":\"default\"}" >"$DIR/data/project.$name"
  done
  for entry in $USERS; do
    IFS=: read -r name project role <<<"$entry"
    id=$(cat "$DIR/data/project.$project")
    ensure users user "$name" "{\"name\":\"$name\",\"domain_id\":\"default\",\"password\":\"${name}pw\",\"default_project_id\":\"$id\"}" \
      >"$DIR/data/user.$name"
    grant "$role" "$name" "$project"
  done
  # Glance and Swift take the tokens of services only from users with this role
  for name in glance swift ironic; do grant service "$name" service; done
  TOKEN=$(keystone_token "$URL" ironic ironicpw service) TOKEN_SINCE=$SECONDS \
    api POST "/users/$(cat "$DIR/data/user.ironic")/application_credentials" \
    '{"application_credential":{"name":"ironic-appcred","secret":"appcredsecret"}}' \
    | jq -r .application_credential.id >"$DIR/data/appcred.id"
}

name_in_catalogue() { # name_in_catalogue TYPE NAME URL
  local service interface endpoint
  service=$(ensure services service "$2" "{\"name\":\"$2\",\"type\":\"$1\"}")
  for interface in public internal admin; do
    endpoint=$(api GET "/endpoints?service_id=$service&interface=$interface" | jq -r '.endpoints[0].id // empty')
    if [ -n "$endpoint" ]; then
      api PATCH "/endpoints/$endpoint" "{\"endpoint\":{\"url\":\"$3\"}}"
    else
      api POST /endpoints "{\"endpoint\":{\"service_id\":\"$service\",\"region_id\":\"RegionOne\",\"interface\":\"$interface\",\"url\":\"$3\"}}"
    fi >/dev/null
  done
}

do_start() {
  local glance_port=${GLANCE_PORT:-$((PORT + 1))} swift_port=${SWIFT_PORT:-$((PORT + 2))} project
  URL=http://127.0.0.1:$PORT/v3
  ports_free "$PORT"
  (umask 077 && mkdir -p "$DIR/data/fernet" "$DIR/data/credential")
  configuration >"$DIR/conf/keystone.conf"
  [ -e "$DIR/data/bootstrapped" ] || create_database
  # uwsgi closes after every answer; without the header clients reuse a dead connection
  OS_KEYSTONE_CONFIG_FILES="$DIR/conf/keystone.conf" PYTHONWARNINGS=ignore spawn keystone \
    uwsgi --plugins python3,logfile --master --processes 1 --die-on-term \
    --http-socket "127.0.0.1:$PORT" --add-header 'Connection: close' --buffer-size 65535 --lazy-apps --need-app \
    --req-logger "file:$DIR/log/requests.log" --log-format '%(method) %(uri) %(status) agent="%(uagent)"' --wsgi-file "$(command -v keystone-wsgi-public)" \
    --pyargv "--config-file $DIR/conf/keystone.conf"
  wait_http "$URL" 60
  be_admin
  if [ ! -e "$DIR/data/bootstrapped" ]; then
    create_accounts
    touch "$DIR/data/bootstrapped"
  fi
  name_in_catalogue identity keystone "$URL" # the catalogue follows the ports given at this start
  name_in_catalogue image glance "http://127.0.0.1:$glance_port"
  name_in_catalogue object-store swift "http://127.0.0.1:$swift_port/v1/AUTH_%(project_id)s"
  put_env OS_AUTH_URL "$URL"
  put_env KEYSTONE_ACCESS_LOG "$DIR/log/requests.log"
  put_env OS_IDENTITY_API_VERSION 3
  put_env OS_REGION_NAME RegionOne
  put_env OS_USERNAME ironic
  put_env OS_PASSWORD ironicpw
  put_env OS_PROJECT_NAME service
  put_env OS_USER_DOMAIN_ID default
  put_env OS_PROJECT_DOMAIN_ID default
  for project in $PROJECTS; do
    put_env "KEYSTONE_PROJECT_${project^^}" "$(cat "$DIR/data/project.$project")"
  done
  put_env KEYSTONE_APPCRED_ID "$(cat "$DIR/data/appcred.id")"
  put_env KEYSTONE_APPCRED_SECRET appcredsecret
  put_env KEYSTONE_GLANCE_PORT "$glance_port"
  put_env KEYSTONE_SWIFT_PORT "$swift_port"
}
run_main "$@"
