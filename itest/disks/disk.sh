#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Small file systems for the tests, mounted as root or through sudo, and owned by the caller.
#   disk.sh mount FOLDER KIND MIB [INODES]   KIND: tmpfs ext4 xfs btrfs; all but tmpfs lie in the file FOLDER.disk
#   disk.sh readonly FOLDER
#   disk.sh unmount FOLDER          unmounts FOLDER and removes its file, if any
set -euo pipefail

die() {
  echo "disk.sh: $*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

make() { # make KIND FILE
  case $1 in
    ext4) mkfs.ext4 -q -F -m 0 "$2" ;;
    xfs) mkfs.xfs -q -m reflink=1 "$2" ;;
    btrfs) mkfs.btrfs -q "$2" ;;
    *) die "unknown kind '$1': tmpfs ext4 xfs btrfs" ;;
  esac
}

mount_new() { # mount_new FOLDER KIND MIB [INODES]; INODES applies to tmpfs only
  mkdir -p "$1"
  if [ "$2" = tmpfs ]; then
    as_root mount -t tmpfs -o "size=${3}m,mode=755${4:+,nr_inodes=$4}" ingot-test "$1"
  else
    rm -f "$1.disk"
    truncate -s "${3}M" "$1.disk"
    PATH=$PATH:/sbin:/usr/sbin make "$2" "$1.disk" >/dev/null
    as_root mount -t "$2" -o loop "$1.disk" "$1"
  fi
  as_root chown "$(id -u):$(id -g)" "$1"
  [ "$2" != ext4 ] || rmdir "$1/lost+found" 2>/dev/null || as_root rmdir "$1/lost+found"
}

case "${1:-}:$#" in
  mount:4 | mount:5) mount_new "$2" "$3" "$4" "${5:-}" ;;
  readonly:2) as_root mount -o remount,ro "$2" ;;
  unmount:2)
    if mountpoint -q "$2"; then as_root umount "$2"; fi
    rm -f "$2.disk"
    ;;
  *) die "usage: disk.sh mount FOLDER KIND MIB [INODES] | readonly FOLDER | unmount FOLDER" ;;
esac
