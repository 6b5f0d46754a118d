package housetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"example.org/pana/house"
)

// A Stick is a passkey that answers as one in a phone does: keys on P-256, a
// count of its uses, and a secret that it yields. Tests bend what it says.
type Stick struct {
	Yields bool   // it yields a secret, as not every browser lets it
	Blind  bool   // it does not ask for finger, face or PIN
	Count  uint32 // of its uses; it goes up with each
	Rp     string // under which it answers, if not the one it is asked for
	t      testing.TB
	id     []byte
	handle []byte
	key    *ecdsa.PrivateKey
	random [32]byte
}

// NewStick returns a stick with nothing on it.
func NewStick(t testing.TB, yields bool) *Stick {
	s := &Stick{t: t, Yields: yields}
	rand.Read(s.random[:])
	return s
}

// Origin is where the tests' house is asked for.
var Origin = house.Origin{Host: "localhost", URL: "http://localhost:8080"}

// asked is what a stick needs to know of a question.
type asked struct {
	Challenge string `json:"challenge"`
	RPID      string `json:"rpId"`
	RP        struct {
		ID string `json:"id"`
	} `json:"rp"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	Extensions struct {
		PRF struct {
			Eval struct {
				First string `json:"first"`
			} `json:"eval"`
		} `json:"prf"`
	} `json:"extensions"`
}

func (s *Stick) read(q house.Question) (a asked) {
	s.t.Helper()
	b, err := json.Marshal(q.Ask)
	if err == nil {
		err = json.Unmarshal(b, &a)
	}
	if err != nil {
		s.t.Fatalf("the question to a passkey: %v", err)
	}
	return a
}

// Make makes a new key for q, as a browser at origin asks for it.
func (s *Stick) Make(q house.Question, origin string) house.Shown {
	s.t.Helper()
	a := s.read(q)
	var err error
	if s.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		s.t.Fatal(err)
	}
	s.id = make([]byte, 16)
	rand.Read(s.id)
	if s.handle, err = plain.DecodeString(a.User.ID); err != nil {
		s.t.Fatal(err)
	}
	point, err := s.key.PublicKey.Bytes()
	if err != nil {
		s.t.Fatal(err)
	}
	data := s.data(a.RP.ID, 0x40)
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(s.id)))
	data = append(data, s.id...)
	data = append(data, 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32) // {kty: EC2, alg: ES256, crv: P-256, x:
	data = append(data, point[1:33]...)
	data = append(data, 0x22, 0x58, 32) // y:
	data = append(data, point[33:]...)
	object := append([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"), byte(len(data)))
	object = append(object, data...)
	return s.shown(q, a, map[string]any{"clientDataJSON": s.client("webauthn.create", a, origin), "attestationObject": plain.EncodeToString(object)})
}

// Answer answers q with the key that Make made.
func (s *Stick) Answer(q house.Question, origin string) house.Shown {
	s.t.Helper()
	a := s.read(q)
	s.Count++
	client := s.client("webauthn.get", a, origin)
	raw, _ := plain.DecodeString(client)
	sum := sha256.Sum256(raw)
	data := s.data(a.RPID, 0)
	digest := sha256.Sum256(append(data[:len(data):len(data)], sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, s.key, digest[:])
	if err != nil {
		s.t.Fatal(err)
	}
	return s.shown(q, a, map[string]any{"clientDataJSON": client, "authenticatorData": plain.EncodeToString(data),
		"signature": plain.EncodeToString(signature), "userHandle": plain.EncodeToString(s.handle)})
}

var plain = base64.RawURLEncoding

func (s *Stick) client(kind string, a asked, origin string) string {
	b, err := json.Marshal(map[string]any{"type": kind, "challenge": a.Challenge, "origin": origin, "crossOrigin": false})
	if err != nil {
		s.t.Fatal(err)
	}
	return plain.EncodeToString(b)
}

// data is what an authenticator signs.
func (s *Stick) data(rp string, flags byte) []byte {
	if s.Rp != "" {
		rp = s.Rp
	}
	flags |= 1 // somebody is there
	if !s.Blind {
		flags |= 4 // and it is she
	}
	sum := sha256.Sum256([]byte(rp))
	return binary.BigEndian.AppendUint32(append(sum[:], flags), s.Count)
}

func (s *Stick) shown(q house.Question, a asked, response map[string]any) house.Shown {
	s.t.Helper()
	b, err := json.Marshal(map[string]any{"id": plain.EncodeToString(s.id), "rawId": plain.EncodeToString(s.id), "type": "public-key", "response": response})
	if err != nil {
		s.t.Fatal(err)
	}
	shown := house.Shown{Ticket: q.Ticket, Answer: b}
	if s.Yields {
		first, err := plain.DecodeString(a.Extensions.PRF.Eval.First)
		if err != nil || len(first) != 32 {
			s.t.Fatalf("a passkey is asked to yield for %q", a.Extensions.PRF.Eval.First)
		}
		salt := sha256.Sum256(append([]byte("WebAuthn PRF\x00"), first...))
		mac := hmac.New(sha256.New, s.random[:])
		mac.Write(salt[:])
		shown.Yield = mac.Sum(nil)
	}
	return shown
}
