#!/bin/sh
set -eu
host=pd-1.example.com

exec bin/pd-server \
  --name="pd-1" \
  --client-urls="https://0.0.0.0:2379" \
  --advertise-client-urls="https://$host:2379" \
  --peer-urls="https://0.0.0.0:2380" \
  --advertise-peer-urls="https://$host:2380" \
  --initial-cluster="pd-1=https://$host:2380" \
  --config=conf/pd.toml
