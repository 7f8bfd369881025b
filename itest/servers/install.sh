#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs the servers and tools that the scripts here need, from Debian 12 packages.
#   install.sh [GROUP...]      no GROUP: all of them
#   web        nginx, squid, python3 (toxic proxy)
#   openstack  glance, keystone, swift, memcached, uwsgi
#   images     qemu-img
#   installer  a real kernel and initrd: Debian's installer, netboot, amd64
#   peers      programs that benchmarks compare with: curl, wget, aria2, openssl, ironic
#   disks      tools for the small file systems of ../disks/disk.sh
#   checks     shellcheck
# Installs what is missing, as root or through sudo; needs neither when nothing is missing.
# Services of newly installed packages are neither started nor enabled.
set -euo pipefail

readonly GROUPS_KNOWN=(web openstack images installer peers disks checks)
readonly START_POLICY=/usr/sbin/policy-rc.d

packages_of() { # packages_of GROUP : one package per word
  local base='curl jq openssl ca-certificates'
  case $1 in
    web) echo "$base nginx squid python3" ;;
    openstack) echo "$base keystone glance-api python3-keystonemiddleware python3-swiftclient
      swift-proxy swift-account swift-container swift-object memcached uwsgi-core
      uwsgi-plugin-python3 sqlite3 dbconfig-no-thanks" ;;
    images) echo "$base qemu-utils" ;;
    installer) echo debian-installer-12-netboot-amd64 ;;
    peers) echo "$base wget aria2 python3-ironic python3-lark qemu-utils hyperfine" ;;
    disks) echo e2fsprogs xfsprogs btrfs-progs mount ;;
    checks) echo shellcheck ;;
    *) die "unknown group '$1'; groups are: ${GROUPS_KNOWN[*]}" ;;
  esac
}

die() {
  echo "install.sh: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

installed() { # installed PACKAGE
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

installable() { # installable PACKAGE : the package sources of this machine offer it
  [[ $(apt-cache policy "$1") =~ Candidate:\ [^\(] ]]
}

may_become_root() {
  [ "$(id -u)" -eq 0 ] || sudo true
}

all_packages() {
  dpkg-query -W -f '${Package}\n' | sort -u
}

# Packages start and enable their services; a policy-rc.d that returns 101 forbids the start.
forbid_service_starts() {
  [ ! -e "$START_POLICY" ] || return 0
  trap 'as_root rm -f "$START_POLICY"' EXIT
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$START_POLICY" >/dev/null
  as_root chmod 755 "$START_POLICY"
}

disable_services_of() { # disable_services_of PACKAGE...
  local unit
  command -v systemctl >/dev/null || return 0
  dpkg -L "$@" | sed -n 's#^\(/usr\)\?/lib/systemd/system/\([^/@]*\.service\)$#\2#p' | while read -r unit; do
    as_root systemctl disable --now "$unit" >/dev/null 2>&1 || true # static units cannot be disabled
  done
}

install_packages() { # install_packages PACKAGE...
  local package before new
  forbid_service_starts
  as_root apt-get update -q -o DPkg::Lock::Timeout=300 \
    || echo "install.sh: apt-get update failed; using the existing package lists" >&2
  for package in "$@"; do
    installable "$package" || die "package '$package' not found in the package sources of this machine" \
      "($(sed -n 's/^PRETTY_NAME=//p' /etc/os-release)); these scripts require Debian 12, section main"
  done
  before=$(all_packages)
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" \
    || die "apt-get could not install: $*"
  mapfile -t new < <(comm -13 <(echo "$before") <(all_packages))
  [ ${#new[@]} -eq 0 ] || disable_services_of "${new[@]}"
}

command -v apt-get >/dev/null || die "apt-get not found; these scripts require Debian 12"
[ $# -gt 0 ] || set -- "${GROUPS_KNOWN[@]}"
missing=()
for group in "$@"; do
  packages=$(packages_of "$group")
  for package in $packages; do
    installed "$package" || missing+=("$package")
  done
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "install.sh: already installed ($*)"
  exit 0
fi
may_become_root || die "missing packages: ${missing[*]}; run this as root or with sudo"
install_packages "${missing[@]}"
echo "install.sh: installed ${missing[*]}"
