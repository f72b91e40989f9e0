//go:build tools

// Package pdserver pins the version of PD that the proof runs.
package pdserver

import _ "github.com/tikv/pd/cmd/pd-server"
