"""Deals the lines of a units file out over Spark; each partition is answered by the program `cascade` itself.

    python3 spark.py CASCADE UNITS.jsonl POLICY.toml DATE FOLDER [PARTITIONS]
    CASCADE merge UNITS.jsonl --policy POLICY.toml --day DATE --out ANSWERS.jsonl FOLDER/part-*

CASCADE is the path of the program and POLICY.toml that of the policy on every worker (`spark-submit --files` brings them there). Without a master, Spark
runs on this machine. The merged file has the bytes of a plain `cascade run`; a line that is no UTF-8 reaches the program changed, and the merge
names it as foreign. Tried with pyspark 4.3 and Java 17.
"""

import os
import shlex
import sys

from pyspark import SparkConf, SparkContext


def main() -> int:
    if len(sys.argv) not in (6, 7):
        print(__doc__, file=sys.stderr)
        return 2
    cascade, units, policy, day, folder = sys.argv[1:6]
    partitions = int(sys.argv[6]) if len(sys.argv) == 7 else None

    conf = SparkConf().setIfMissing("spark.app.name", "cascade")
    if not conf.contains("spark.master"):
        # On one machine nothing has to be reachable from outside.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        conf.setMaster("local[*]").set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
        conf.set("spark.ui.enabled", "false")
    spark = SparkContext(conf=conf)
    spark.setLogLevel("WARN")

    # Partitions keep the order of the lines, so each file of answers goes up by line, as the merge wants it.
    lines = spark.textFile(units, partitions).zipWithIndex().map(lambda line: f"{line[1] + 1}\t{line[0]}")
    # One thread for each: Spark runs as many partitions at a time as there are cores. Without `checkCode` a program that fails would
    # give no lines and no error.
    command = [cascade, "run", "-", "--numbered", "--threads", "1", "--policy", policy, "--day", day]
    lines.pipe(shlex.join(command), checkCode=True).saveAsTextFile(folder)
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
