// Command goclient is the real Go client of the proof. It answers questions on standard input, one JSON object a line,
// each with one dial; or it guards another program: `goclient guard PROGRAM ARG...` ends with it, and ends it.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const patience = 8 * time.Second

type question struct {
	ID string `json:"id"`
	// Where to connect to, and the host that is dialled: the name to verify.
	Address string `json:"address"`
	Host    string `json:"host"`
	// The address to connect from; empty: the system chooses.
	Source    string `json:"source"`
	Plaintext bool   `json:"plaintext"`
	// Paths; empty: not set.
	CA   string `json:"ca"`
	Cert string `json:"cert"`
	Key  string `json:"key"`
	// Sends a certificate only when the server names its issuer, as a program does that sets tls.Config.Certificates.
	OnlyIfAsked bool `json:"onlyIfAsked"`
	// "1.2": no newer version is offered.
	MaxVersion string `json:"maxVersion"`
	// What to ask for by HTTP/1.1; with a body it is a POST.
	Path string `json:"path"`
	Body string `json:"body"`
}

type answer struct {
	ID string `json:"id"`
	// How far it came: credentials, connect, handshake, request, done.
	Stage string `json:"stage"`
	Error string `json:"error"`
	// The client's own end of the connection: the server's log names it.
	Local string `json:"local"`
	// The server asked for a certificate.
	Asked bool `json:"asked"`
	// SHA-256 of the server's certificate.
	Peer    string `json:"peer"`
	Version string `json:"version"`
	Status  int    `json:"status"`
	Body    string `json:"body"`
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "guard" {
		os.Exit(guard(os.Args[2], os.Args[3:]))
	}
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	var wait sync.WaitGroup
	var mutex sync.Mutex
	places := make(chan struct{}, 8)
	for input.Scan() {
		line := bytes.Clone(input.Bytes())
		wait.Add(1)
		places <- struct{}{}
		go func() {
			defer wait.Done()
			text := reply(line)
			mutex.Lock()
			fmt.Println(text)
			mutex.Unlock()
			<-places
		}()
	}
	wait.Wait()
}

func reply(line []byte) string {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return fmt.Sprintf(`{"stage":"credentials","error":%q}`, err.Error())
	}
	a := answer{ID: q.ID}
	if err := dial(q, &a); err != nil {
		a.Error = err.Error()
	} else {
		a.Stage = "done"
	}
	text, _ := json.Marshal(a)
	return string(text)
}

func dial(q question, a *answer) error {
	a.Stage = "credentials"
	config, err := credentials(q, a)
	if err != nil {
		return err
	}
	a.Stage = "connect"
	conn, err := connect(q)
	if err != nil {
		return err
	}
	defer conn.Close()
	a.Local = conn.LocalAddr().String()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if !q.Plaintext {
		a.Stage = "handshake"
		secured := tls.Client(conn, config)
		if err := secured.Handshake(); err != nil {
			return err
		}
		a.Peer = fmt.Sprintf("%x", sha256.Sum256(secured.ConnectionState().PeerCertificates[0].Raw))
		a.Version = tls.VersionName(secured.ConnectionState().Version)
		conn = secured
	}
	a.Stage = "request"
	return ask(conn, q, a)
}

var lastPort atomic.Int32

// With a source every connection has a port that no other one had: the server's log tells connections apart by it.
func connect(q question) (net.Conn, error) {
	dialer := net.Dialer{Timeout: patience}
	if q.Source == "" {
		return dialer.Dial("tcp", q.Address)
	}
	for {
		port := 33000 + (int32(os.Getpid())*16+lastPort.Add(1))%27000
		dialer.LocalAddr = &net.TCPAddr{IP: net.ParseIP(q.Source), Port: int(port)}
		conn, err := dialer.Dial("tcp", q.Address)
		if !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, syscall.EADDRNOTAVAIL) {
			return conn, err
		}
	}
}

// The files are read as PD reads them as a client (etcd: client/pkg/transport, client/pkg/tlsutil): every PEM block of
// the CA file has to be a certificate, and the certificate is sent whatever issuers the server names.
func credentials(q question, a *answer) (*tls.Config, error) {
	if q.Plaintext {
		return nil, nil
	}
	config := &tls.Config{ServerName: q.Host, MinVersion: tls.VersionTLS12}
	if q.MaxVersion == "1.2" {
		config.MaxVersion = tls.VersionTLS12
	}
	if q.CA != "" {
		pool, err := readPool(q.CA)
		if err != nil {
			return nil, err
		}
		config.RootCAs = pool
	}
	var own *tls.Certificate
	if q.Cert != "" || q.Key != "" {
		pair, err := tls.LoadX509KeyPair(q.Cert, q.Key)
		if err != nil {
			return nil, err
		}
		own = &pair
	}
	config.GetClientCertificate = func(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		a.Asked = true
		if own == nil || q.OnlyIfAsked && info.SupportsCertificate(own) != nil {
			return new(tls.Certificate), nil
		}
		return own, nil
	}
	return config, nil
}

func readPool(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			return pool, nil
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		pool.AddCert(certificate)
	}
}

func ask(conn net.Conn, q question, a *answer) error {
	method := "GET"
	if q.Body != "" {
		method = "POST"
	}
	request := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
		method, q.Path, q.Host, len(q.Body), q.Body)
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	a.Status, a.Body = response.StatusCode, strings.TrimSpace(string(body))
	return err
}
