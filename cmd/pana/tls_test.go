package main

import (
	"crypto/tls"
	"net"
	"testing"
	"time"

	"example.org/pana/house"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// Beyond this machine only TLS 1.3 is spoken, under the house's own name, and
// whoever speaks anything else gets no answer of the house.
func TestBeyondTheMachineOnlyTheNewestTLSIsSpoken(t *testing.T) {
	dir := t.TempDir()
	if _, err := web.HouseCertificate(dir, "home.lan", time.Now()); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if _, _, err := listen("0.0.0.0:0", h, dir, "", ""); err == nil {
		t.Error("a house without a name is served to the network")
	}
	file := dir + "/certificate.pem"
	ln, secure, err := listen("0.0.0.0:0", h, dir, file, file)
	if err != nil || !secure {
		t.Fatalf("secure %v, %v", secure, err)
	}
	defer ln.Close()
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go func() { c.(*tls.Conn).Handshake(); c.Close() }()
		}
	}()
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	at := net.JoinHostPort("127.0.0.1", port)
	for version, want := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: false, tls.VersionTLS13: true} {
		c, err := tls.Dial("tcp", at, &tls.Config{MinVersion: version, MaxVersion: version, InsecureSkipVerify: true})
		if (err == nil) != want {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if err == nil {
			c.Close()
		}
	}
	local, secure, err := listen("127.0.0.1:0", h, dir, "", "")
	if err != nil || secure {
		t.Fatalf("the machine itself: %v, %v", secure, err)
	}
	local.Close()
}
