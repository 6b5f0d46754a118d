package rights

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// Ways in which a copy is handed over.
const (
	CopyPrint = "copy-print"
	CopyFile  = "copy-file"
)

// A Wish is what a client wants a copy of.
type Wish struct {
	Parts    []pana.Compartment
	Language locale.Lang
	Way      string // CopyPrint or CopyFile
}

// A Copy is what the house keeps about one client, written for her. Its fields
// are described in docs/handbook/her-rights.md.
type Copy struct {
	Format   string             `json:"format"`
	Code     string             `json:"code"`
	Made     pana.Date          `json:"made"`
	Language locale.Lang        `json:"language"`
	Parts    []pana.Compartment `json:"parts"`
	Records  []Record           `json:"records"`
	LeftOut  []string           `json:"left_out"`
}

// CopyFormat is how the copy of this version names itself.
const CopyFormat = "pana-copy-1"

// leftOut are the kinds of things that are in no copy, whoever's it is: so that the
// list tells nothing of what the house keeps about this client.
var leftOut = []string{"names", "staff", "heard", "protect", "private", "weighed", "earlier", "scans"}

// An Offer is what a worker can give of a file.
type Offer struct {
	Code     string
	Language locale.Lang
	Parts    []pana.Compartment // that she may read and her keys open
}

// Usual reports whether a part is given unless somebody decides otherwise. Paper
// can be found: what is about her safety is given only when that was thought of.
func Usual(part pana.Compartment) bool { return part != pana.Safety }

// Offer returns of which parts of a file the actor can make a copy.
func (g *Rights) Offer(ctx context.Context, code string) (Offer, error) {
	var o Offer
	err := g.files.Read(ctx, code, policy.CopyClient, func(r *casework.Reading) error {
		o = Offer{Code: r.Client.Code, Language: languageOf(r)}
		said, err := r.Words([]string{string(r.Subject.Client)}, Parts()...)
		for _, part := range Parts() {
			if r.Reads(part) && !said.Closed(part) {
				o.Parts = append(o.Parts, part)
			}
		}
		return err
	})
	return o, err
}

// languageOf is the language of a client, as far as the house writes it.
func languageOf(r *casework.Reading) locale.Lang {
	if l := locale.Lang(r.Client.Language); slices.Contains(locale.ClientLangs(), l) {
		return l
	}
	return locale.RU
}

// check refuses a wish of which no copy can be made, whoever asks.
func (w Wish) check(op string) error {
	switch {
	case !slices.Contains([]string{CopyPrint, CopyFile}, w.Way):
		return pana.Refuse(op, "way", "rights.copy.way")
	case !slices.Contains(locale.ClientLangs(), w.Language):
		return pana.Refuse(op, "language", "rights.copy.language.missing")
	case len(w.Parts) == 0:
		return pana.Refuse(op, "parts", "rights.copy.parts")
	case slices.ContainsFunc(w.Parts, func(p pana.Compartment) bool { return !slices.Contains(Parts(), p) }):
		return pana.Refuse(op, "parts", "codes.unknown")
	}
	return nil
}

// Check refuses a wish that the one to whom o was offered cannot fulfil, before a
// copy is made of it.
func (w Wish) Check(o Offer) error {
	const op = "rights.Wish"
	if err := w.check(op); err != nil {
		return err
	}
	if slices.ContainsFunc(w.Parts, func(p pana.Compartment) bool { return !slices.Contains(o.Parts, p) }) {
		return pana.Refuse(op, "parts", "rights.copy.closed")
	}
	return nil
}

// Copy writes what the house keeps about a client in her language, for her hand.
// Names of other people are taken out, and what other people said, whom the house
// suspects, and what a psychologist keeps to herself is not in it; what is left out
// is said by kind, in the same words to everybody. The register of disclosures has
// a line of it; the copy itself is kept nowhere.
//
// It refuses no part ("rights.copy.parts"), one that the actor does not open
// ("rights.copy.closed"), and a language that the house does not write
// ("rights.copy.language.missing").
func (g *Rights) Copy(ctx context.Context, code string, w Wish) (Copy, error) {
	const op = "rights.Copy"
	var c Copy
	err := g.files.Read(ctx, code, policy.CopyClient, func(r *casework.Reading) error {
		if err := w.check(op); err != nil {
			return err
		}
		reader := locale.For(w.Language, g.h.Settings().Word)
		c = Copy{Format: CopyFormat, Code: r.Client.Code, Made: r.Today, Language: w.Language}
		for _, part := range Parts() {
			if !slices.Contains(w.Parts, part) {
				continue
			}
			said, err := r.Words([]string{string(r.Subject.Client)}, part)
			if err != nil {
				return err
			}
			if said.Closed(part) {
				return pana.Refuse(op, "parts", "rights.copy.closed")
			}
			c.Parts = append(c.Parts, part)
		}
		for _, kind := range leftOut {
			c.LeftOut = append(c.LeftOut, reader.T("client-copy.left."+kind))
		}
		say := &speaker{r: reader, day: g.dayOf}
		var err error
		if say.offices, err = officesOf(r.Ctx, r.Tx, g.files); err != nil {
			return err
		}
		veil, err := veilOf(r.Ctx, g.h, r, reader.T("client-copy.name"))
		if err != nil {
			return err
		}
		beside, err := g.Statements(r)
		if err != nil {
			return err
		}
		for record, statement := range beside {
			beside[record] = veil.hide(statement)
		}
		if c.Records, err = gather(r, say, choice{parts: c.Parts, hide: veil.hide, beside: beside}); err != nil {
			return err
		}
		byPart(c.Records)
		_, err = disclose(r.Ctx, r.Tx, r.Subject, policy.CopyClient, r.Today, NewDisclosure{Way: w.Way, Basis: "wish", Recipient: "self",
			Parts: c.Parts, Told: Told})
		return err
	})
	return c, err
}

// CopyInFile is Copy as a sealed file that the passphrase opens. It refuses a
// passphrase that is too short to be one of ours.
func (g *Rights) CopyInFile(ctx context.Context, code string, w Wish, passphrase string) ([]byte, error) {
	// Nothing leaves, and no line says so, for words that no file would have.
	if _, err := g.Offer(ctx, code); err != nil {
		return nil, err
	}
	if err := seal.CheckOwn(passphrase); err != nil {
		return nil, err
	}
	c, err := g.Copy(ctx, code, w)
	if err != nil {
		return nil, err
	}
	return g.pack(c, c.Language, passphrase)
}
