package web

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"example.org/pana"
)

// Files of the house's own authority, beside the store. The authority's key is
// not among them: it is destroyed as soon as it has issued the one certificate.
const (
	authorityFile   = "authority.pem"
	certificateFile = "certificate.pem"
)

// certificateLife stays under the 825 days that phones accept.
const certificateLife = 800 * 24 * time.Hour

// HouseCertificate returns the certificate of the house for host, made by an
// authority constrained to that one name. It makes both when there is none yet,
// when the name changed or when less than thirty days are left; phones must
// then trust the new authority (page /trust).
func HouseCertificate(dir, host string, now time.Time) (tls.Certificate, error) {
	fail := func(err error) (tls.Certificate, error) {
		return tls.Certificate{}, &pana.Error{Op: "web.HouseCertificate", Kind: pana.Invalid, Say: "serve.certificate", Err: err}
	}
	if host == "" || host == "localhost" {
		return fail(errors.New("no host name set"))
	}
	file := filepath.Join(dir, certificateFile)
	if pair, err := tls.LoadX509KeyPair(file, file); err == nil {
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err == nil && leaf.VerifyHostname(host) == nil && leaf.NotAfter.After(now.Add(30*24*time.Hour)) {
			return pair, nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fail(err)
	}
	authority, certificate, err := issue(host, now)
	if err != nil {
		return fail(err)
	}
	if err := os.WriteFile(filepath.Join(dir, authorityFile), authority, 0o600); err != nil {
		return fail(err)
	}
	if err := os.WriteFile(file, certificate, 0o600); err != nil {
		return fail(err)
	}
	pair, err := tls.X509KeyPair(certificate, certificate)
	if err != nil {
		return fail(err)
	}
	return pair, nil
}

// issue makes an authority that can vouch for host and nothing else, and one
// certificate by it. The names in both are neutral.
func issue(host string, now time.Time) (authority, certificate []byte, err error) {
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	serial := func() *big.Int {
		n, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
		return n
	}
	root := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: host + " authority"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateLife), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign, PermittedDNSDomainsCritical: true, PermittedDNSDomains: []string{host},
		ExcludedIPRanges: []*net.IPNet{{IP: net.IPv4zero.To4(), Mask: net.CIDRMask(0, 32)}, {IP: net.IPv6zero, Mask: net.CIDRMask(0, 128)}}}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, &rootKey.PublicKey, rootKey)
	if err != nil {
		return nil, nil, err
	}
	leaf := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, &leafKey.PublicKey, rootKey)
	if err != nil {
		return nil, nil, err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		return nil, nil, err
	}
	rootPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER})
	certificate = append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leafDER}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})...)
	return rootPEM, certificate, nil // rootKey goes with this frame and is never written
}
