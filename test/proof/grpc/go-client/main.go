// Goclient calls the health service of a TiKV server as TiDB and pd-ctl would: Go's crypto/tls and HTTP/2, one JSON line
// per question on standard input, one per answer.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

type question struct {
	// Host and port as the client dials them; the connection goes to this machine.
	Target string `json:"target"`
	// Nothing of them: plaintext.
	CA   []byte `json:"ca"`
	Cert []byte `json:"cert"`
	Key  []byte `json:"key"`
}

type answer struct {
	// The gRPC status, empty when there was none.
	Status  string `json:"status"`
	Message string `json:"message"`
	// Why there was none.
	Error string `json:"error"`
	// The handshake was complete for this side.
	Handshaken bool `json:"handshaken"`
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := out.Encode(call(asked)); err != nil {
			os.Exit(1)
		}
	}
}

func call(asked question) (said answer) {
	scheme := "https"
	protocols := new(http.Protocols)
	if asked.CA == nil {
		scheme = "http"
		protocols.SetUnencryptedHTTP2(true)
	} else {
		protocols.SetHTTP2(true)
	}
	config, err := tlsConfig(asked)
	if err != nil {
		said.Error = "own files: " + err.Error()
		return said
	}
	config.VerifyConnection = func(tls.ConnectionState) error { said.Handshaken = true; return nil }
	transport := &http.Transport{Protocols: protocols, TLSClientConfig: config, DialContext: toThisMachine}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: 20 * time.Second}
	// An empty message: no compression, length 0.
	request, err := http.NewRequest("POST", scheme+"://"+asked.Target+"/grpc.health.v1.Health/Check", bytes.NewReader(make([]byte, 5)))
	if err != nil {
		said.Error = err.Error()
		return said
	}
	request.Header.Set("Content-Type", "application/grpc")
	request.Header.Set("TE", "trailers")
	response, err := client.Do(request)
	if err != nil {
		said.Error = err.Error()
		return said
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		said.Error = err.Error()
		return said
	}
	// An answer of trailers alone has them in its header.
	said.Status = response.Header.Get("Grpc-Status") + response.Trailer.Get("Grpc-Status")
	said.Message = response.Header.Get("Grpc-Message") + response.Trailer.Get("Grpc-Message")
	return said
}

func tlsConfig(asked question) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if asked.CA != nil {
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(asked.CA)
	}
	if asked.Cert == nil {
		return config, nil
	}
	pair, err := tls.X509KeyPair(asked.Cert, asked.Key)
	if err != nil {
		return nil, err
	}
	// Always the one that there is, also where the server's list of CAs does not name its issuer: as grpc-go's users set it.
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
	return config, nil
}

func toThisMachine(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
}
