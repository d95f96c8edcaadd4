#!/usr/bin/env bash
#SBATCH --job-name=cascade
#SBATCH --array=1-64
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=100M
#SBATCH --requeue
# An array of shards under Slurm. The folder of the answers is one that all nodes see.
#
#     export CASCADE=... UNITS=... POLICY=... DAY=2021-01-01 FOLDER=...
#     array=$(sbatch --parsable slurm.sh)
#     sbatch --dependency=afterok:$array --wrap='"$CASCADE" merge "$UNITS" --policy "$POLICY" --day "$DAY" --out "$FOLDER/answers.jsonl" "$FOLDER"/shard-*.jsonl'
#
# A task that is requeued goes on where it stopped.
set -euo pipefail
exec "$CASCADE" run "$UNITS" --policy "$POLICY" --day "$DAY" --threads "${SLURM_CPUS_PER_TASK:-1}" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "$FOLDER/shard-$SLURM_ARRAY_TASK_ID.jsonl"
