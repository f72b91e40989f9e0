#!/bin/sh
# What .pre-commit-hooks.yaml names: the bundle of this commit, in the repository that is about to be committed.
exec node "$(dirname "$0")/../dist/cli.js" check "$@"
