package db_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

// A server elsewhere is called by checked TLS with a certificate of ours, or not at all.
func TestAServerElsewhereIsCalledGuardedOrNotAtAll(t *testing.T) {
	cert, key := keyPair(t)
	ours := " sslcert=" + cert + " sslkey=" + key
	for text, say := range map[string]string{
		"host=db.example.org user=pana":                                              "db.server.open",
		"host=db.example.org user=pana sslmode=disable":                              "db.server.open",
		"host=db.example.org user=pana sslmode=prefer" + ours:                        "db.server.open",
		"host=db.example.org user=pana sslmode=require" + ours:                       "db.server.open",
		"host=db.example.org user=pana sslmode=verify-ca sslrootcert=" + cert + ours: "db.server.open",
		"host=db.example.org user=pana sslmode=verify-full password=secretword":      "db.server.open",
		"host=127.0.0.1,db.example.org user=pana sslmode=disable":                    "db.server.open",
		"host=192.0.2.7 user=pana sslmode=disable":                                   "db.server.open",
		"host=db.invalid user=pana connect_timeout=1 sslmode=verify-full" + ours:     "db.server", // let through, and nobody is there
		"host=127.0.0.1 port=1 user=pana sslmode=disable":                            "db.server",
		"host=localhost port=1 user=pana sslmode=disable":                            "db.server",
		"host=" + t.TempDir() + " user=pana":                                         "db.server",
	} {
		_, err := reopen(t, db.Options{Postgres: text, Schema: house}, nil)
		e, ok := errors.AsType[*pana.Error](err)
		if !ok || e.Say != say || strings.Contains(err.Error(), "secretword") {
			t.Errorf("%s: %v, want %s", text, err, say)
		}
	}
}

// An account that may do everything is refused; the one of the tests may not.
func TestAnAccountThatMayDoEverythingIsRefused(t *testing.T) {
	text := dbtest.Postgres(t)
	if text == "" {
		t.Skip("no PostgreSQL")
	}
	for account, say := range map[string]string{"keeper": "db.server.rights", "pana": ""} {
		_, err := reopen(t, db.Options{Postgres: strings.Replace(text, "user=pana", "user="+account, 1), Schema: house}, nil)
		if e, _ := errors.AsType[*pana.Error](err); (say == "") != (err == nil) || e != nil && e.Say != say {
			t.Errorf("%s: %v, want %q", account, err, say)
		}
	}
}

// keyPair writes a certificate and its key for one test.
func keyPair(t *testing.T) (cert, key string) {
	t.Helper()
	pub, priv, _ := ed25519.GenerateKey(nil)
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	made, err := x509.CreateCertificate(rand.Reader, about, about, pub, priv)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := x509.MarshalPKCS8PrivateKey(priv)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	for file, b := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: made}, key: {Type: "PRIVATE KEY", Bytes: packed}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
