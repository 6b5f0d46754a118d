package backup

import (
	"context"
	"encoding/json"
	"io"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// A listedWords counts what is in the file of the words.
type listedWords struct {
	Open    int64 `json:"open"`
	Shut    int64 `json:"shut"`    // closed to the two, as they rest
	Damaged int64 `json:"damaged"` // not what was written
}

// A wordLine is one word: its text, or what is sealed.
type wordLine struct {
	Site        pana.SiteID      `json:"site"`
	Owner       seal.Owner       `json:"owner"`
	Table       string           `json:"table"`
	Row         string           `json:"row"`
	Field       string           `json:"field"`
	Compartment pana.Compartment `json:"compartment"`
	Text        *string          `json:"text,omitempty"`
	Sealed      []byte           `json:"sealed,omitempty"`
}

// A paper is a document whose bytes can be opened.
type paper struct {
	client pana.ClientID
	key    string
}

// words writes every word that is not about somebody kept from the two.
func (x *archive) words(ctx context.Context, tx *db.Tx) error {
	x.papers = map[string]paper{}
	return x.file("words.jsonl", func(w io.Writer) error {
		to := json.NewEncoder(w)
		return seal.EachWord(ctx, tx, x.rings, func(r seal.Resting) error {
			if x.hidden[string(r.Owner)] || x.hidden[r.Row] {
				return nil
			}
			if r.Table == "documents" && r.Field == casework.FieldKey {
				// Of no use without the chunks, which stand as files.
				if r.Open {
					x.papers[r.Row] = paper{pana.ClientID(r.Owner), r.Text}
				}
				return nil
			}
			line := wordLine{r.Site, r.Owner, r.Table, r.Row, r.Field, r.Compartment, nil, nil}
			switch {
			case r.Open && x.mayNot(r.Text):
				return nil
			case r.Open:
				line.Text = &r.Text
				x.inside.Words.Open++
			default:
				line.Sealed = r.Value
				x.inside.Words.Shut++
				if r.Damaged {
					x.inside.Words.Damaged++
				}
			}
			x.wrote()
			return to.Encode(line)
		})
	})
}

// documents writes the papers and pictures that the two may open, each under its id.
func (x *archive) documents(ctx context.Context, tx *db.Tx) error {
	ids, err := db.Select[string](ctx, tx, `SELECT id FROM documents ORDER BY id`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, ok := x.papers[id]
		if !ok {
			continue
		}
		err := x.file("papers/"+id, func(w io.Writer) error {
			return casework.WritePaper(ctx, tx, p.client, pana.DocumentID(id), p.key, w)
		})
		if err != nil {
			return err
		}
		x.wrote()
	}
	return nil
}
