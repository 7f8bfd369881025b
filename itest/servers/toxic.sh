#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Fault-injecting TCP proxy on 127.0.0.1:PORT; PORT+1 takes the control requests.
#   TOXIC_TARGET=host:port   required
#   TOXIC='{"latency_ms":25,"window":1048576}'   all keys: toxic_proxy.py
# Change at run time:  curl -X PUT -d '{"cut_after":1000000,"conns":2}' $TOXIC_CONTROL
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need curl python3

do_start() {
  local control=$((PORT + 1))
  [ -n "${TOXIC_TARGET:-}" ] || die "set TOXIC_TARGET=host:port"
  ports_free "$PORT" "$control"
  spawn toxic /usr/bin/python3 "$(dirname "$(readlink -f "$0")")/toxic_proxy.py" \
    "$PORT" "$TOXIC_TARGET" "$control" ${TOXIC:+"$TOXIC"}
  wait_http "http://127.0.0.1:$control/" 20
  put_env TOXIC_ADDRESS "127.0.0.1:$PORT"
  put_env TOXIC_URL "http://127.0.0.1:$PORT"
  put_env TOXIC_CONTROL "http://127.0.0.1:$control/"
}
run_main "$@"
