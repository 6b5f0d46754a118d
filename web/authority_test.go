package web

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/pana"
)

func TestTheHouseVouchesForItsOwnNameAndNoOther(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	pair, err := HouseCertificate(dir, "home.lan", now)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, authorityFile))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	root, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(root)
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: "home.lan", CurrentTime: now}); err != nil {
		t.Errorf("its own name: %v", err)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: "bank.example", CurrentTime: now}); err == nil {
		t.Error("it vouches for a bank")
	}
	if len(root.PermittedDNSDomains) != 1 || !root.PermittedDNSDomainsCritical || len(root.ExcludedIPRanges) != 2 {
		t.Error("the authority is not constrained to one name")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		text, _ := os.ReadFile(f)
		for len(text) > 0 {
			var b *pem.Block
			if b, text = pem.Decode(text); b == nil {
				break
			}
			if b.Type == "PRIVATE KEY" {
				key, err := x509.ParsePKCS8PrivateKey(b.Bytes)
				if err != nil {
					t.Fatal(err)
				}
				if root.PublicKey.(*ecdsa.PublicKey).Equal(key.(crypto.Signer).Public()) {
					t.Error("the authority's key was kept")
				}
			}
		}
	}
	same, err := HouseCertificate(dir, "home.lan", now)
	if err != nil || string(same.Certificate[0]) != string(pair.Certificate[0]) {
		t.Errorf("a second start made another certificate: %v", err)
	}
	if _, err := HouseCertificate(t.TempDir(), "", now); pana.KindOf(err) != pana.Invalid {
		t.Errorf("a house without a name: %v", err)
	}
}
