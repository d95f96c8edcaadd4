#!/usr/bin/env bash
# All shards on one machine, each in a process of its own, and then the merge. GNU parallel runs them where it is installed, xargs otherwise; with
# `parallel --sshloginfile HOSTS` and a folder that all hosts see they run on many machines.
#
#     shards.sh CASCADE UNITS.jsonl POLICY.toml DATE SHARDS ANSWERS.jsonl
#
# Started again after a kill, each shard goes on where it stopped. The exit code is that of the merge.
set -euo pipefail
[ $# -eq 6 ] || { sed -n '2,7p' "$0" >&2; exit 2; }
export CASCADE=$1 UNITS=$2 POLICY=$3 DAY=$4 SHARDS=$5 OUT=$6

shard() {
    "$CASCADE" run "$UNITS" --policy "$POLICY" --day "$DAY" --threads 1 --shard "$1/$SHARDS" --out "$OUT.shard-$1"
}
export -f shard

if command -v parallel >/dev/null; then
    seq "$SHARDS" | parallel --halt now,fail=1 \
        --env shard --env CASCADE --env UNITS --env POLICY --env DAY --env SHARDS --env OUT shard {}
else
    seq "$SHARDS" | xargs -P "$(nproc)" -I{} bash -c 'shard {}'
fi

answers=()
for ((index = 1; index <= SHARDS; index++)); do
    answers+=("$OUT.shard-$index")
done
exec "$CASCADE" merge "$UNITS" --policy "$POLICY" --day "$DAY" --out "$OUT" "${answers[@]}"
