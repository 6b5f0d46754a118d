package night

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Agreement is what those who live in a house agree on with each other, in one
// version. Nobody signs it to get a bed, and nothing happens to who does not.
type Agreement struct {
	ID     string            `db:"id"`
	Site   pana.SiteID       `db:"site_id"`
	Number int               `db:"number"`
	Since  pana.Date         `db:"since"`
	By     pana.StaffID      `db:"by_staff"`
	Words  map[string]string `db:"-"` // by language
}

// AgreementLangs are the languages it can be written in.
func AgreementLangs() []string { return []string{"kk", "ru", "en", "uz", "uk"} }

// An Agreed is what a client said to a version.
type Agreed struct {
	Agreement string       `db:"agreement_id"`
	Number    int          `db:"number"`
	Answer    string       `db:"answer"` // yes, no, later
	Way       string       `db:"way"`    // read, aloud, told
	Language  string       `db:"language"`
	On        pana.Date    `db:"on_day"`
	By        pana.StaffID `db:"by_staff"`
}

// Answers and Ways are what a form offers.
func Answers() []string { return []string{"yes", "no", "later"} }

// Ways are how she came to know it.
func Ways() []string { return []string{"read", "aloud", "told"} }

// mostAgreement is how long it may be in one language.
const mostAgreement = 6000

// WriteAgreement keeps a new version, made from the number of the last; the same
// words again change nothing. It refuses one without a word in any language
// ("together.empty") and a stale page.
func (n *Night) WriteAgreement(ctx context.Context, site pana.SiteID, number int, words map[string]string) error {
	const op = "night.WriteAgreement"
	clean := map[string]string{}
	for lang, text := range words {
		if err := casework.CheckOneOf(op, "words_"+lang, lang, AgreementLangs()...); err != nil {
			return err
		}
		text, err := casework.Text(op, "words_"+lang, text, mostAgreement)
		if err != nil {
			return err
		}
		if text != "" {
			clean[lang] = text
		}
	}
	if len(clean) == 0 {
		return pana.Refuse(op, "words_kk", "together.empty")
	}
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.WritePages, site); err != nil {
			return err
		}
		old, err := n.agreement(ctx, tx, site)
		switch {
		case err != nil:
			return err
		case maps.Equal(old.Words, clean):
			return nil
		case old.Number != number:
			return db.Stale(op, map[string]any{"Fields": []string{"words_kk"}})
		}
		text, err := json.Marshal(clean)
		if err != nil {
			return err
		}
		now := Agreement{ID: tx.ID(), Site: site, Number: number + 1, Since: n.h.Today(tx.Now)}
		sealed, err := n.h.SealOwn("house_agreements", now.ID, "words", 1, string(text))
		if err != nil {
			return err
		}
		if err := insertAgreement(ctx, tx, now, sealed); err != nil {
			if db.IsUnique(err) {
				return db.Stale(op, map[string]any{"Fields": []string{"words_kk"}})
			}
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.WritePages, Site: site, Object: now.ID, Digests: [][32]byte{trail.Digest("house_agreements", now.ID, string(sealed))}})
	})
}

// Agreement returns the version that stands at a site; one without ID when nobody
// has written any.
func (n *Night) Agreement(ctx context.Context, site pana.SiteID) (Agreement, error) {
	var a Agreement
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		a, err = n.agreement(ctx, tx, site)
		return err
	})
	return a, err
}

func (n *Night) agreement(ctx context.Context, tx *db.Tx, site pana.SiteID) (Agreement, error) {
	r, ok, err := agreementAt(ctx, tx, site)
	if err != nil || !ok {
		return Agreement{Site: site}, err
	}
	text, err := n.h.OpenOwn("house_agreements", r.ID, "words", r.Sealed)
	if err != nil {
		return r.Agreement, err
	}
	return r.Agreement, json.Unmarshal([]byte(text), &r.Agreement.Words)
}

// AgreedOf returns what a client said to each version, the newest first, and the
// one that stands where she lives.
func (n *Night) AgreedOf(ctx context.Context, code string) (client casework.Client, now Agreement, said []Agreed, err error) {
	err = n.files.Read(ctx, code, policy.SayAgreed, func(r *casework.Reading) error {
		client = r.Client
		var err error
		if now, err = n.agreement(r.Ctx, r.Tx, r.Subject.Site); err != nil {
			return err
		}
		said, err = agreedOf(r.Ctx, r.Tx, r.Subject.Client)
		return err
	})
	return client, now, said, err
}

// SayAgreed writes down what a client said to the version that stands. It refuses
// an answer that is none ("together.answer"), a house that has written nothing
// ("together.none"), and one about a version that stands no more, which is stale.
func (n *Night) SayAgreed(ctx context.Context, client pana.ClientID, number int, a Agreed) error {
	const op = "night.SayAgreed"
	if !slices.Contains(Answers(), a.Answer) {
		return pana.Refuse(op, "answer", "together.answer")
	}
	if err := casework.CheckOneOf(op, "way", a.Way, Ways()...); err != nil {
		return err
	}
	if err := casework.CheckCode(op, "language", "language", a.Language); err != nil {
		return err
	}
	return n.files.Enter(ctx, policy.SayAgreed, client, func(e *casework.Entry) error {
		now, err := n.agreement(e.Ctx, e.Tx, e.Subject.Site)
		switch {
		case err != nil:
			return err
		case now.ID == "":
			return conflict(op, "answer", "together.none")
		case now.Number != number:
			return db.Stale(op, map[string]any{"Fields": []string{"answer"}})
		}
		id := e.Tx.ID()
		a := Agreed{Agreement: now.ID, Answer: a.Answer, Way: a.Way, Language: a.Language, On: e.Today}
		if err := insertAgreed(e.Ctx, e.Tx, id, client, a); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("house_agreed", id, client, a.Agreement, a.Answer, a.Way, a.Language, a.On)
		return nil
	})
}
