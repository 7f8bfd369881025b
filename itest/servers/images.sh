#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Small disk images in many formats.
#   images.sh OUTDIR [SIZE_MIB]     (default 16, at least 4)
# Writes the files, SHA256SUMS, SHA512SUMS, MD5SUMS and images.json
# (file, format as qemu-img reports it, size, virtual_size), and prints OUTDIR.
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"
need qemu-img jq gzip

[ $# -ge 1 ] || {
  say "usage: images.sh OUTDIR [SIZE_MIB]"
  exit $EXIT_USAGE
}
mib=${2:-16}
case $mib in *[!0-9]* | '' | [0-3]) die "SIZE_MIB is a number from 4 on, was '$mib'" ;; esac
mkdir -p "$1"
cd "$1"

overwrite() { # overwrite FILE OFFSET < bytes
  dd of="$1" bs=64K oflag=seek_bytes seek="$2" conv=notrunc iflag=fullblock status=none
}
convert() { # convert FORMAT FILE [OPTION...]
  local format=$1 file=$2
  shift 2
  qemu-img convert -q -f raw -O "$format" "$@" disk.raw "$file"
}

# raw: a hole, data, a hole, data, a hole
truncate -s "${mib}M" disk.raw
head -c 1M /dev/urandom | overwrite disk.raw 1M
head -c 1M /dev/urandom | overwrite disk.raw "$((mib - 2))M"
gzip -kf disk.raw
: >empty.raw
convert qcow2 disk.qcow2
convert qcow2 disk-v2.qcow2 -o compat=0.10
convert qcow2 disk-compressed.qcow2 -c
convert vmdk disk.vmdk
convert vmdk disk-stream.vmdk -o subformat=streamOptimized
convert vpc disk.vhd
convert vpc disk-fixed.vhd -o subformat=fixed
convert vhdx disk.vhdx
convert vdi disk.vdi
convert qed disk.qed
head -c 300000 disk.qcow2 >truncated.qcow2

# to be rejected: the data are in another file, which may be any file of the host
cp disk.raw base.raw
qemu-img create -q -f qcow2 -b base.raw -F raw bad-backing.qcow2
qemu-img create -q -f qcow2 -o data_file=data.raw,data_file_raw=on bad-datafile.qcow2 "${mib}M"

# signatures only: a boot record, a GUID partition table with its protective record, an ISO 9660 volume
cp disk.raw mbr.raw
printf '\x55\xaa' | overwrite mbr.raw 510
cp mbr.raw gpt.raw
printf '\xee' | overwrite gpt.raw 450
printf 'EFI PART' | overwrite gpt.raw 512
truncate -s 64K tiny.iso
printf '\x01CD001\x01' | overwrite tiny.iso 32768

for algorithm in md5 sha256 sha512; do
  "${algorithm}sum" -- *.{raw,gz,qcow2,vmdk,vhd,vhdx,vdi,qed,iso} >"${algorithm^^}SUMS"
done
for file in *.{raw,gz,qcow2,vmdk,vhd,vhdx,vdi,qed,iso}; do
  { qemu-img info --output=json "$file" || echo '{}'; } \
    | jq -c --arg file "$file" --argjson size "$(stat -c %s "$file")" \
      '{file: $file, format: .format, size: $size, virtual_size: ."virtual-size"}'
done | jq -s . >images.json
pwd
