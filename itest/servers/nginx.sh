#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# nginx as an image web server on 127.0.0.1: plain, TLS, ranges, basic authentication, limits,
# and a set of misbehaving locations. Files come from DIR/www (or WWW_ROOT, read only).
#   PORT    http      PORT+1  https        PORT+2  https with client certificate
#   PORT+3  https, certificate for another host    PORT+4  https, TLS 1.2 only
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need nginx openssl curl

locations() { # locations ROOT TLS_PORT : shared by the http and https servers
  local root=$1 tls=$2 code header
  cat <<L
root "$root";
location / { }
location /list/      { alias "$root/"; autoindex on; }
location /auth/      { alias "$root/"; auth_basic "images"; auth_basic_user_file "$DIR/conf/htpasswd"; }
location /norange/   { alias "$root/"; max_ranges 0; }
location /slow/      { alias "$root/"; limit_rate 1m; }
location /rate/      { alias "$root/"; limit_rate \$arg_rate; limit_rate_after \$arg_after; }
location /nostore/   { alias "$root/"; add_header Cache-Control "no-store"; }
location /nolastmod/ { alias "$root/"; add_header Last-Modified ""; etag off; }
location /nolength/  { alias "$root/"; sub_filter_types *; sub_filter "@@never-in-the-file@@" ""; }
location /nohead/    { alias "$root/"; if (\$request_method = HEAD) { return 405; } }
location /nohead-403/ { alias "$root/"; if (\$request_method = HEAD) { return 403; } }
location /html/      { alias "$root/"; default_type text/html; }
location /gzip/      { alias "$root/"; gzip on; gzip_types *; gzip_min_length 1; }
location /coded/     { alias "$root/"; add_header Content-Encoding gzip; }
location /maxconn/   { alias "$root/"; limit_conn perip 2; limit_conn_status 429; limit_rate 1m; }
location /put/       { root "$DIR/data/put"; dav_methods PUT DELETE; create_full_put_path on; client_max_body_size 0; }
location /drop/      { return 444; }
location /redirect-loop/ { return 302 \$request_uri; }
location ~ ^/redirect-tls/(.*)\$  { return 302 https://127.0.0.1:$tls/\$1; }
location ~ ^/redirect-http/(.*)\$ { return 302 http://127.0.0.1:$PORT/\$1; }
L
  for code in 301 302 303 307 308; do
    echo "location ~ ^/redirect-$code/(.*)\$ { return $code /\$1; }"
  done
  for code in 400 401 403 404 405 408 410 416 429 500 501 502 503 504; do
    header=''
    case $code in 429 | 503) header='add_header Retry-After 1 always;' ;; esac
    echo "location /status/$code/ { $header return $code; }"
  done
}

configuration() { # configuration TLS_PORT MTLS_PORT WRONG_HOST_PORT TLS12_PORT
  [ "$(id -u)" -ne 0 ] || echo "user root;"
  cat <<C
daemon off;
worker_processes 2;
pid "$DIR/run/nginx.own-pid";
error_log "$DIR/log/error.log" warn;
events { worker_connections 1024; }
http {
  default_type application/octet-stream;
  log_format requests '\$request_method \$request_uri \$status \$body_bytes_sent'
                      ' range="\$http_range" if-range="\$http_if_range" connection=\$connection';
  access_log "$DIR/log/access.log" requests;
  sendfile on; tcp_nopush on; keepalive_timeout 65;
  client_body_temp_path "$DIR/data/tmp/body"; proxy_temp_path "$DIR/data/tmp/proxy";
  fastcgi_temp_path "$DIR/data/tmp/fcgi"; uwsgi_temp_path "$DIR/data/tmp/uwsgi";
  scgi_temp_path "$DIR/data/tmp/scgi";
  limit_conn_zone \$binary_remote_addr zone=perip:1m;
  ssl_certificate "$DIR/tls/server.pem"; ssl_certificate_key "$DIR/tls/server.key";
  ssl_protocols TLSv1.2 TLSv1.3;
  server { listen 127.0.0.1:$PORT;   include "$DIR/conf/locations.conf"; }
  server { listen 127.0.0.1:$1 ssl;  include "$DIR/conf/locations.conf"; }
  server { listen 127.0.0.1:$2 ssl;  ssl_client_certificate "$DIR/tls/ca.pem"; ssl_verify_client on;
           include "$DIR/conf/locations.conf"; }
  server { listen 127.0.0.1:$3 ssl;  ssl_certificate "$DIR/tls/wronghost.pem";
           ssl_certificate_key "$DIR/tls/wronghost.key"; include "$DIR/conf/locations.conf"; }
  server { listen 127.0.0.1:$4 ssl;  ssl_protocols TLSv1.2; include "$DIR/conf/locations.conf"; }
}
C
}

do_start() {
  local tls=$((PORT + 1)) mtls=$((PORT + 2)) wrong_host=$((PORT + 3)) tls12=$((PORT + 4))
  local root=${WWW_ROOT:-$DIR/www}
  ports_free "$PORT" "$tls" "$mtls" "$wrong_host" "$tls12"
  mkdir -p "$DIR/www" "$DIR/data/put/put" "$DIR/data/tmp"
  make_certificates "$DIR/tls"
  echo "image:$(openssl passwd -apr1 secret)" >"$DIR/conf/htpasswd"
  [ -e "$DIR/www/hello.txt" ] || echo "hello from nginx" >"$DIR/www/hello.txt"
  locations "$root" "$tls" >"$DIR/conf/locations.conf"
  configuration "$tls" "$mtls" "$wrong_host" "$tls12" >"$DIR/conf/nginx.conf"

  nginx -t -q -e "$DIR/log/error.log" -c "$DIR/conf/nginx.conf" || die "nginx refuses $DIR/conf/nginx.conf"
  spawn nginx nginx -e "$DIR/log/error.log" -c "$DIR/conf/nginx.conf"
  wait_http "http://127.0.0.1:$PORT/status/404/" 20
  put_env NGINX_URL "http://127.0.0.1:$PORT"
  put_env NGINX_TLS_URL "https://127.0.0.1:$tls"
  put_env NGINX_MTLS_URL "https://127.0.0.1:$mtls"
  put_env NGINX_WRONGHOST_URL "https://127.0.0.1:$wrong_host"
  put_env NGINX_TLS12_URL "https://127.0.0.1:$tls12"
  put_env NGINX_WWW "$root"
  put_env NGINX_ACCESS_LOG "$DIR/log/access.log"
  put_env NGINX_USER image
  put_env NGINX_PASSWORD secret
  put_env NGINX_CA "$DIR/tls/ca.pem"
  put_env NGINX_CLIENT_CERT "$DIR/tls/client.pem"
  put_env NGINX_CLIENT_KEY "$DIR/tls/client.key"
}
run_main "$@"
