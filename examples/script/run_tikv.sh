#!/bin/sh
set -eu
host=tikv-1.example.com

exec bin/tikv-server \
  --addr="0.0.0.0:20160" \
  --advertise-addr="$host:20160" \
  --pd="pd-1.example.com:2379" \
  --config=conf/tikv.toml
