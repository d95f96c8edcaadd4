#!/usr/bin/env bash
# All shards on one machine, each in a process of its own, and then the merge. GNU parallel runs them where it is installed, xargs otherwise; with
# `parallel --sshloginfile HOSTS` and a folder that all hosts see they run on many machines.
#
#     shards.sh CASCADE UNITS.jsonl POLICY.toml DATE SHARDS ANSWERS.jsonl
#
# Started again after a kill, each shard goes on where it stopped.
set -euo pipefail
[ $# -eq 6 ] || { sed -n '2,7p' "$0" >&2; exit 2; }
export CASCADE=$1 UNITS=$2 POLICY=$3 DAY=$4 SHARDS=$5 OUT=$6

shard() {
    "$CASCADE" run "$UNITS" --policy "$POLICY" --day "$DAY" --threads 1 --shard "$1/$SHARDS" --out "$OUT.shard-$1"
}
export -f shard

if command -v parallel >/dev/null; then
    seq "$SHARDS" | parallel --halt now,fail=1 --env _ shard {}
else
    seq "$SHARDS" | xargs -P "$(nproc)" -I{} bash -c 'shard {}'
fi

code=0
seq -f "$OUT.shard-%.0f" "$SHARDS" | tr '\n' '\0' |
    xargs -0 "$CASCADE" merge "$UNITS" --policy "$POLICY" --day "$DAY" --out "$OUT" || code=$?
# xargs has one code for every failure, so what matters is whether the merged file is there.
[ -e "$OUT" ] || exit "$code"
