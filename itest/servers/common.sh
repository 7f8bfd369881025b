# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Functions of all server scripts. Sourced, not executed.
#
# Every server lives in one directory DIR:
#   DIR/conf   generated configuration      DIR/log   log files
#   DIR/run    pid files (pid + start time) DIR/data  state of the server
#   DIR/env    endpoint and credentials as KEY='value' lines
#
# A process is only ever signalled by the pid recorded in DIR/run, and only if its kernel
# start time still matches, so that a recycled pid is never hit.

set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
# All servers listen on the loopback interface: proxies of the environment must not apply.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
# Servers written in Python run on Debian's Python and its packages.
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV

readonly EXIT_USAGE=2 EXIT_STOPPED=3 EXIT_PORT_IN_USE=4
readonly PORT_BLOCK=10 LOWEST_PORT=20000 HIGHEST_PORT=31999 # below Linux's ephemeral ports

say() { echo "$(basename "$0"): $*" >&2; }

die() {
  say "$*"
  exit 1
}

usage() {
  say "usage: $(basename "$0") start DIR PORT | stop DIR | status DIR"
  exit $EXIT_USAGE
}

need() { # need PROGRAM...
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || die "program '$program' not found; $(dirname "$0")/install.sh installs it"
  done
}

# ---- processes

start_time() { # start_time PID : its kernel start time; empty if it has ended, also if it is a zombie
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 !~ /[ZX]/ { print $20 }' || true
}

pid_alive() { # pid_alive PIDFILE
  local pid started
  [ -s "$1" ] || return 1
  read -r pid started <"$1" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

spawn() { # spawn NAME COMMAND... : start in the background, with its own session, log and pid file
  local name=$1 pid
  shift
  setsid "$@" >>"$DIR/log/$name.log" 2>&1 </dev/null &
  pid=$!
  echo "$pid $(start_time "$pid")" >"$DIR/run/$name.pid"
}

signal_group() { # signal_group SIGNAL PID
  kill "-$1" -- "-$2" 2>/dev/null || kill "-$1" "$2" 2>/dev/null || true
}

stop_one() { # stop_one PIDFILE : TERM to its process group, KILL after 10 s
  local pid
  if pid_alive "$1"; then
    read -r pid _ <"$1"
    signal_group TERM "$pid"
    for _ in {1..100}; do
      pid_alive "$1" || break
      sleep 0.1
    done
    pid_alive "$1" && signal_group KILL "$pid"
  fi
  rm -f "$1"
}

stop_all() { # stop everything recorded in DIR/run, newest first
  local pid_file
  [ -d "$DIR/run" ] || return 0
  find "$DIR/run" -name '*.pid' -printf '%T@ %p\n' | sort -rn | cut -d' ' -f2- \
    | while read -r pid_file; do stop_one "$pid_file"; done
  rm -f "$DIR/run/port"
}

all_alive() { # true when there is at least one pid file and each is alive
  local pid_file count=0
  for pid_file in "$DIR/run"/*.pid; do
    [ -e "$pid_file" ] || continue
    pid_alive "$pid_file" || return 1
    count=$((count + 1))
  done
  [ $count -gt 0 ]
}

# ---- ports and readiness

port_open() { # port_open PORT
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

ports_free() { # ports_free PORT...
  local port
  for port in "$@"; do
    if port_open "$port"; then
      say "port $port is already in use"
      return $EXIT_PORT_IN_USE
    fi
  done
}

free_port_block() { # prints the first of PORT_BLOCK free ports
  local blocks=$(((HIGHEST_PORT - LOWEST_PORT + 1) / PORT_BLOCK)) try first
  for try in {1..50}; do
    first=$((LOWEST_PORT + SRANDOM % blocks * PORT_BLOCK))
    # shellcheck disable=SC2046 # one port per word
    if ports_free $(seq "$first" $((first + PORT_BLOCK - 1))) 2>/dev/null; then
      echo "$first"
      return 0
    fi
  done
  die "no $PORT_BLOCK free ports in a row after $try tries between $LOWEST_PORT and $HIGHEST_PORT"
}

die_with_logs() {
  tail -n 30 "$DIR"/log/*.log >&2 || true
  die "$*"
}

wait_until() { # wait_until SECONDS WHAT COMMAND... : until the command succeeds
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    all_alive || die_with_logs "the server ended while starting"
    [ "$SECONDS" -lt "$end" ] || die_with_logs "$what does not answer"
    sleep 0.1
  done
}

http_answers() { # http_answers URL : any status will do
  curl -s -o /dev/null --max-time 5 "$1"
}

wait_http() { wait_until "$2" "$1" http_answers "$1"; } # wait_http URL SECONDS
wait_tcp() { wait_until "$2" "port $1" port_open "$1"; } # wait_tcp PORT SECONDS

# ---- values for users of a server

put_env() { printf "%s='%s'\n" "$1" "$2" >>"$DIR/env"; } # put_env KEY VALUE

make_certificates() { # make_certificates FOLDER : a throw-away CA, and certificates for server, wrong host, client
  [ ! -s "$1/client.pem" ] || return 0
  mkdir -p "$1"
  (
    cd "$1"
    new_key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
    openssl req -x509 "${new_key[@]}" -days 3650 -subj "/CN=test-ca" -keyout ca.key -out ca.pem
    issue() { # issue NAME COMMON_NAME ALTERNATIVE_NAMES USAGE
      openssl req "${new_key[@]}" -subj "/CN=$2" -keyout "$1.key" -out "$1.csr"
      openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out "$1.pem" \
        -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=%s\n' "$3" "$4")
    }
    issue server localhost DNS:localhost,IP:127.0.0.1 serverAuth
    issue wronghost wrong.example.test DNS:wrong.example.test serverAuth
    issue client test-client DNS:client.example.test clientAuth
  ) >"$1/openssl.log" 2>&1 || {
    cat "$1/openssl.log" >&2
    die "openssl failed"
  }
}

keystone_token() { # keystone_token AUTH_URL USER PASSWORD PROJECT
  curl -sS -o /dev/null -D - -H 'Content-Type: application/json' "$1/auth/tokens" -d @- <<JSON | tr -d '\r' | sed -n 's/^X-Subject-Token: //Ip'
{"auth": {
  "identity": {"methods": ["password"],
    "password": {"user": {"name": "$2", "domain": {"id": "default"}, "password": "$3"}}},
  "scope": {"project": {"name": "$4", "domain": {"id": "default"}}}}}
JSON
}

# ---- commands; a script defines do_start, which uses DIR and PORT

start() {
  case $PORT in '' | *[!0-9]*) usage ;; esac
  DIR=$(readlink -m "$DIR")
  case $DIR in
    *[!A-Za-z0-9/._+@=-]*) die "DIR goes into configuration files: letters, digits and /._+@=- only, was '$DIR'" ;;
  esac
  mkdir -p "$DIR/conf" "$DIR/log" "$DIR/run" "$DIR/data"
  if all_alive && [ -s "$DIR/run/port" ] && { [ "$PORT" = 0 ] || [ "$(cat "$DIR/run/port")" = "$PORT" ]; }; then
    cat "$DIR/env" # already running
    return 0
  fi
  stop_all
  [ "$PORT" != 0 ] || PORT=$(free_port_block)
  (umask 077 && : >"$DIR/env")
  trap '[ $? -eq 0 ] || stop_all' EXIT
  trap 'exit 1' HUP INT TERM
  do_start
  echo "$PORT" >"$DIR/run/port"
  cat "$DIR/env"
}

run_main() { # run_main start|stop|status DIR [PORT]
  local verb=${1:-}
  [ $# -ge 2 ] || usage
  DIR=$2
  PORT=${3:-}
  case $verb in
    start) start ;;
    stop) stop_all ;;
    status)
      if all_alive; then
        echo running
      else
        echo stopped
        return $EXIT_STOPPED
      fi
      ;;
    *) usage ;;
  esac
}
