// Command goverify answers questions about certificates with Go's own crypto/x509 and encoding/pem, one JSON object a
// line: the truth that the tests hold our reading of Go against.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"time"
)

type question struct {
	// Chain: DER of the leaf, of what is sent behind it, and of the roots.
	Leaf    []byte   `json:"leaf"`
	Sent    [][]byte `json:"sent"`
	Anchors [][]byte `json:"anchors"`
	Usage   string   `json:"usage"`
	At      int64    `json:"at"`
	// Names to check against the leaf.
	Hosts []string `json:"hosts"`
	// Files: a certificate file and a key file, and a CA file.
	Cert *string `json:"cert"`
	Key  *string `json:"key"`
	CA   *string `json:"ca"`
}

type answer struct {
	Parses   string `json:"parses"`
	Verifies string `json:"verifies"`
	Hosts    []bool `json:"hosts"`
	Pair     string `json:"pair"`
	Sent     int    `json:"sent"`
	Pool     string `json:"pool"`
	Anchors  int    `json:"anchors"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	decoder := json.NewDecoder(in)
	out := json.NewEncoder(os.Stdout)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			panic(err)
		}
		if err := out.Encode(answerTo(q)); err != nil {
			panic(err)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func answerTo(q question) answer {
	var a answer
	if q.Leaf != nil {
		a.Parses, a.Verifies, a.Hosts = chain(q)
	}
	if q.Cert != nil && q.Key != nil {
		pair, err := tls.X509KeyPair([]byte(*q.Cert), []byte(*q.Key))
		a.Pair, a.Sent = text(err), len(pair.Certificate)
	}
	if q.CA != nil {
		a.Pool, a.Anchors = pool([]byte(*q.CA))
	}
	return a
}

func chain(q question) (parses, verifies string, hosts []bool) {
	leaf, err := x509.ParseCertificate(q.Leaf)
	if err != nil {
		return err.Error(), err.Error(), nil
	}
	for _, host := range q.Hosts {
		hosts = append(hosts, leaf.VerifyHostname(host) == nil)
	}
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), CurrentTime: time.UnixMilli(q.At)}
	options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	if q.Usage == "clientAuth" {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	for _, der := range q.Sent {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return "", "tls: failed to parse certificate from peer: " + err.Error(), hosts
		}
		options.Intermediates.AddCert(certificate)
	}
	for _, der := range q.Anchors {
		if certificate, err := x509.ParseCertificate(der); err == nil {
			options.Roots.AddCert(certificate)
		}
	}
	_, err = leaf.Verify(options)
	return "", text(err), hosts
}

// pool does what etcd's tlsutil.NewCertPool does with one file.
func pool(file []byte) (string, int) {
	count := 0
	for {
		var block *pem.Block
		block, file = pem.Decode(file)
		if block == nil {
			return "", count
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return err.Error(), count
		}
		count++
	}
}
