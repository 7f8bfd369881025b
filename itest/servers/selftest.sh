#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Starts servers, checks what they do, stops them, starts them again and checks once more.
#   selftest.sh WORKDIR [NAME...]
# NAME: nginx toxic squid images glance keystone swift glance-keystone swift-alone; no NAME: all, in
# this order. toxic and squid need nginx, glance-keystone needs keystone and swift, in the same call.
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
set +e # failed checks are counted
need curl jq sha256sum

[ $# -ge 1 ] || {
  say "usage: selftest.sh WORKDIR [NAME...]"
  exit $EXIT_USAGE
}
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$1" || die "cannot create $1"
work=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- nginx toxic squid images glance keystone swift glance-keystone swift-alone
failures=0

expect() { # expect WHAT EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then
    echo "  ok   $1"
  else
    echo "  FAIL $1: expected '$2', was '$3'"
    failures=$((failures + 1))
  fi
}
status() { curl -s -o /dev/null -w '%{http_code}' --max-time 30 "$@"; } # status CURL_ARGUMENT...
header() { # header NAME CURL_ARGUMENT...
  local name=$1
  shift
  curl -s -o /dev/null -D - --max-time 30 "$@" | tr -d '\r' | sed -n "s/^$name: //Ip"
}
fetched() { curl -s --max-time 60 "$@" | sha256; } # fetched CURL_ARGUMENT... : digest of the body
sha256() { sha256sum | cut -d' ' -f1; }
part() { tail -c +$(($1 + 1)) "$work/blob" | head -c "$2" | sha256; } # part OFFSET LENGTH : digest of that part of the blob

head -c 1000000 /dev/urandom >"$work/blob"
blob=$(sha256 <"$work/blob")

create_image() { # create_image TOKEN : a queued image, prints its id
  curl -s "$GLANCE_URL/v2/images" -H "X-Auth-Token: $1" -H 'Content-Type: application/json' \
    -d '{"name":"t","disk_format":"raw","container_format":"bare"}' | jq -r .id
}
upload_image() { # upload_image TOKEN ID
  status -T "$work/blob" -H "X-Auth-Token: $1" -H 'Content-Type: application/octet-stream' "$GLANCE_URL/v2/images/$2/file"
}
token() { keystone_token "$OS_AUTH_URL" "$1" "${1}pw" "$2"; } # token USER PROJECT
toxics() { status -X PUT -d "$1" "$TOXIC_CONTROL"; } # toxics JSON

check_nginx() {
  cp "$work/blob" "$NGINX_WWW/blob"
  expect plain "$blob" "$(fetched "$NGINX_URL/blob")"
  expect range "$(part 5 10)" "$(fetched -r 5-14 "$NGINX_URL/blob")"
  expect 'range past the end' 416 "$(status -r 2000000- "$NGINX_URL/blob")"
  expect 'other version' 200 "$(status -r 5-14 -H 'If-Range: "other"' "$NGINX_URL/blob")"
  expect 'no ranges' 200 "$(status -r 5-14 "$NGINX_URL/norange/blob")"
  expect 'no length' '' "$(header Content-Length "$NGINX_URL/nolength/blob")"
  expect 'no HEAD' 405 "$(status -I "$NGINX_URL/nohead/blob")"
  expect 'no HEAD 403' 403 "$(status -I "$NGINX_URL/nohead-403/blob")"
  expect 'no store' no-store "$(header Cache-Control "$NGINX_URL/nostore/blob")"
  expect html text/html "$(header Content-Type "$NGINX_URL/html/blob")"
  expect 'coded, unasked' gzip "$(header Content-Encoding "$NGINX_URL/coded/blob")"
  expect 'retry after' 1 "$(header Retry-After "$NGINX_URL/status/503/")"
  expect redirect "$NGINX_URL/blob" "$(header Location "$NGINX_URL/redirect-302/blob")"
  expect 'no credentials' 401 "$(status "$NGINX_URL/auth/blob")"
  expect credentials 200 "$(status -u "$NGINX_USER:$NGINX_PASSWORD" "$NGINX_URL/auth/blob")"
  expect listing 200 "$(status "$NGINX_URL/list/")"
  expect 'no listing' 403 "$(status "$NGINX_URL/")"
  expect dropped 000 "$(status "$NGINX_URL/drop/")"
  expect tls 200 "$(status --cacert "$NGINX_CA" "$NGINX_TLS_URL/blob")"
  expect 'tls 1.2' 200 "$(status --cacert "$NGINX_CA" --tls-max 1.2 "$NGINX_TLS12_URL/blob")"
  expect 'wrong host' 000 "$(status --cacert "$NGINX_CA" "$NGINX_WRONGHOST_URL/blob")"
  expect 'no client certificate' 400 "$(status --cacert "$NGINX_CA" "$NGINX_MTLS_URL/blob")"
  expect 'client certificate' 200 "$(status --cacert "$NGINX_CA" --cert "$NGINX_CLIENT_CERT" --key "$NGINX_CLIENT_KEY" "$NGINX_MTLS_URL/blob")"
  expect logged "$(grep -c 'GET /blob 206 10 range="bytes=5-14"' "$NGINX_ACCESS_LOG")" 1
  : >"$NGINX_ACCESS_LOG"
  expect 'port in use' $EXIT_PORT_IN_USE "$("$here/nginx.sh" start "$work/other" "${NGINX_URL##*:}" >/dev/null 2>&1; echo $?)"
}

check_toxic() {
  local through=$TOXIC_URL/blob held
  toxics '{}' >/dev/null
  expect through "$blob" "$(fetched "$through")"
  toxics '{"cut_after":5000,"conns":1}' >/dev/null
  expect cut 18 "$(curl -s -o /dev/null --max-time 30 "$through"; echo $?)"
  expect 'cut only once' "$blob" "$(fetched "$through")"
  toxics '{"reset_after":5000}' >/dev/null
  expect reset 56 "$(curl -s -o /dev/null --max-time 30 "$through"; echo $?)"
  toxics '{"stall_after":5000}' >/dev/null
  expect stall 28 "$(curl -s -o /dev/null --max-time 1 "$through"; echo $?)"
  toxics '{"hold_after":5000}' >/dev/null
  curl -s -o /dev/null --max-time 30 "$through" &
  held=$!
  until [ "$(curl -s "$TOXIC_CONTROL" | jq .stats.faults)" = 1 ]; do sleep 0.1; done
  toxics '{}' >/dev/null
  wait $held
  expect 'held, then cut' 18 $?
  toxics '{"refuse":true}' >/dev/null
  expect refused 000 "$(status "$through")"
  expect counted 1 "$(curl -s "$TOXIC_CONTROL" | jq .stats.faults)"
  toxics '{"latency_ms":25,"window":524288}' >/dev/null
  expect slowed "$blob" "$(fetched "$through")"
  expect misspelt 400 "$(toxics '{"cutafter":1}')"
}

check_squid() {
  local file=squid-$RANDOM
  cp "$work/blob" "$work/nginx/www/$file"
  expect miss "$blob" "$(fetched -x "$SQUID_PROXY" "$NGINX_URL/$file")"
  expect hit 'HIT from test-squid' "$(header X-Cache -x "$SQUID_PROXY" "$NGINX_URL/$file")"
}

check_glance() { # without keystone
  local id file
  id=$(create_image none)
  file=$GLANCE_URL/v2/images/$id/file
  expect 'file of a queued image' 204 "$(status "$file")"
  expect upload 204 "$(upload_image none "$id")"
  expect active active "$(curl -s "$GLANCE_URL/v2/images/$id" | jq -r .status)"
  expect sha512 "$(sha512sum <"$work/blob" | cut -d' ' -f1)" "$(curl -s "$GLANCE_URL/v2/images/$id" | jq -r .os_hash_value)"
  expect download "$blob" "$(fetched "$file")"
  expect range "$(part 5 10)" "$(fetched -r 5-14 "$file")"
  expect 'open range' "$(part 999000 1000)" "$(fetched -r 999000- "$file")"
  expect 'range past the end' 416 "$(status -r 2000000- "$file")"
  expect 'no HEAD' 405 "$(status -I "$file")"
  expect 'no such image' 404 "$(status "$GLANCE_URL/v2/images/00000000-0000-0000-0000-000000000000")"
}

check_keystone() {
  expect token yes "$([ -n "$(token ironic service)" ] && echo yes)"
  expect 'wrong password' '' "$(keystone_token "$OS_AUTH_URL" ironic wrong service)"
}

check_swift() {
  local token
  token=$(header X-Auth-Token -H "X-Auth-User: $SWIFT_USER" -H "X-Auth-Key: $SWIFT_KEY" "$SWIFT_AUTH_URL")
  status -X PUT -H "X-Auth-Token: $token" "$SWIFT_STORAGE_URL/c" >/dev/null
  expect put 201 "$(status -T "$work/blob" -H "X-Auth-Token: $token" "$SWIFT_STORAGE_URL/c/o")"
  expect get "$blob" "$(fetched -H "X-Auth-Token: $token" "$SWIFT_STORAGE_URL/c/o")"
  expect range "$(part 5 10)" "$(fetched -r 5-14 -H "X-Auth-Token: $token" "$SWIFT_STORAGE_URL/c/o")"
  expect 'no token' 401 "$(status "$SWIFT_STORAGE_URL/c/o")"
}

check_glance_keystone() { # images lie in swift
  local token other reader id file
  token=$(token demo demo) other=$(token other other) reader=$(token reader demo)
  id=$(create_image "$token")
  file=$GLANCE_URL/v2/images/$id/file
  expect upload 204 "$(upload_image "$token" "$id")"
  expect 'no token' 401 "$(status "$GLANCE_URL/v2/images/$id")"
  expect download "$blob" "$(fetched -H "X-Auth-Token: $token" "$file")"
  expect 'no ranges from swift' 400 "$(status -r 5-14 -H "X-Auth-Token: $token" "$file")"
  expect 'foreign image' 404 "$(status -H "X-Auth-Token: $other" "$GLANCE_URL/v2/images/$id")"
  expect 'a reader sees the image' 200 "$(status -H "X-Auth-Token: $reader" "$GLANCE_URL/v2/images/$id")"
  expect 'a reader may not have the bytes' 403 "$(status -H "X-Auth-Token: $reader" "$file")"
}

check_s3() { # of swift without keystone
  local signed=(--aws-sigv4 "aws:amz:$S3_REGION:s3") empty
  empty="x-amz-content-sha256: $(sha256 </dev/null)"
  # the access key holds a colon, which curl takes only in a URL
  bucket() { echo "http://${S3_ACCESS_KEY/:/%3A}:$1@${S3_ENDPOINT#http://}/bucket1"; }
  status "${signed[@]}" -H "$empty" -X PUT "$(bucket "$S3_SECRET_KEY")" >/dev/null
  expect 's3 put' 200 "$(status "${signed[@]}" -H "x-amz-content-sha256: $blob" -T "$work/blob" "$(bucket "$S3_SECRET_KEY")/o")"
  expect 's3 get' "$blob" "$(fetched "${signed[@]}" -H "$empty" "$(bucket "$S3_SECRET_KEY")/o")"
  expect 's3 range' "$(part 5 10)" "$(fetched "${signed[@]}" -H "$empty" -r 5-14 "$(bucket "$S3_SECRET_KEY")/o")"
  expect 's3 wrong secret' 403 "$(status "${signed[@]}" -H "$empty" "$(bucket wrong)/o")"
}

check() { # check NAME
  case $1 in
    glance-keystone) check_glance_keystone ;;
    swift-alone)
      check_swift
      check_s3
      ;;
    *) "check_$1" ;;
  esac
}

run() { # run NAME VERB [PORT]
  local script=$1 dir=$work/$1
  shift
  case $script in
    toxic) TOXIC_TARGET=${NGINX_URL:+${NGINX_URL#http://}} "$here/toxic.sh" "$1" "$dir" "${2:-}" ;;
    swift) KEYSTONE_DIR=$work/keystone "$here/swift.sh" "$1" "$dir" "${2:+$KEYSTONE_SWIFT_PORT}" ;;
    swift-alone) "$here/swift.sh" "$1" "$dir" "${2:-}" ;;
    glance-keystone)
      KEYSTONE_DIR=$work/keystone SWIFT_DIR=$work/swift "$here/glance.sh" "$1" "$dir" "${2:+$KEYSTONE_GLANCE_PORT}"
      ;;
    *) "$here/$script.sh" "$1" "$dir" "${2:-}" ;;
  esac
}

selftest() { # selftest NAME
  local name=$1 round begin out
  for round in first later; do
    begin=$(date +%s%N)
    if ! out=$(run "$name" start 0 2>"$work/$name.err"); then
      expect "$name starts" yes "no: $(tail -n 5 "$work/$name.err")"
      return
    fi
    echo "$name: $round start in $((($(date +%s%N) - begin) / 1000000)) ms"
    eval "$out"
    check "$name"
    [ $round = first ] || continue
    expect 'second start prints the same' "$out" "$(run "$name" start 0)"
    run "$name" stop
    expect stopped stopped "$(run "$name" status)"
  done
}

stop_servers() {
  local name
  for name in "$@"; do
    [ ! -d "$work/$name" ] || run "$name" stop
  done
}

selftest_images() {
  "$here/images.sh" "$work/images" 4 >/dev/null && "$here/images.sh" "$work/images" 4 >/dev/null
  expect 'images made, twice' 0 $?
  expect 'formats seen' '["qcow2","qed","raw","vdi","vhdx","vmdk","vpc"]' "$(jq -c 'map(.format) | unique' "$work/images/images.json")"
  expect 'sums hold' '' "$(cd "$work/images" && sha256sum -c --quiet SHA256SUMS 2>&1)"
}

trap 'stop_servers swift-alone glance-keystone swift keystone glance squid toxic nginx' EXIT
for name in "$@"; do
  if [ "$name" = images ]; then
    echo images:
    selftest_images
  else
    selftest "$name"
  fi
done
if [ $failures -gt 0 ]; then
  echo "$failures checks failed"
  exit 1
fi
echo "all fine"
