package pdf

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

var errBroken = errors.New("pdf: broken")

// made names an object that was built, or waits to be: what it was and the
// shape it is seen in.
type made struct {
	number int
	shape  *shape
}

// A builder builds the new file.
type builder struct {
	from   *model.XRefTable
	limit  context.Context
	at     map[made]int // numbers in the new file
	todo   []made
	bodies [][]byte // of the new objects; the first is number 1
	pages  int
	fields int
}

// put keeps room for one more object and returns its number.
func (b *builder) put(body []byte) int {
	b.bodies = append(b.bodies, body)
	return len(b.bodies)
}

// document builds catalogue, page tree, pages and what they need.
func (b *builder) document() error {
	root, err := b.from.Catalog()
	if err != nil {
		return err
	}
	b.put(nil) // 1, the catalogue
	b.put(nil) // 2, the tree of pages
	var kids types.Array
	if err := b.tree(root["Pages"], types.Dict{}, map[int]bool{}, 0, &kids); err != nil {
		return err
	}
	if len(kids) == 0 {
		return errBroken
	}
	b.pages = len(kids)
	top := types.Dict{"Type": types.Name("Catalog"), "Pages": ref(2)}
	whole, err := b.dict(root, &shape{keys: map[string]*shape{"AcroForm": forms, "OCProperties": layers}}, 0)
	if err != nil {
		return err
	}
	maps.Copy(top, whole)
	for len(b.todo) > 0 {
		next := b.todo[len(b.todo)-1]
		b.todo = b.todo[:len(b.todo)-1]
		o, err := b.deref(*types.NewIndirectRef(next.number, 0))
		if err != nil {
			return err
		}
		body, err := b.object(o, next.shape)
		if err != nil {
			return err
		}
		b.bodies[b.at[next]-1] = body
	}
	b.bodies[0] = write(nil, top)
	b.bodies[1] = write(nil, types.Dict{"Type": types.Name("Pages"), "Count": types.Integer(len(kids)), "Kids": kids})
	return nil
}

// tree goes through the page tree and builds each page, with what it inherits.
func (b *builder) tree(o types.Object, inherited types.Dict, met map[int]bool, depth int, kids *types.Array) error {
	if r, ok := o.(types.IndirectRef); ok {
		if n := r.ObjectNumber.Value(); met[n] {
			return nil
		} else {
			met[n] = true
		}
	}
	o, err := b.deref(o)
	if err != nil {
		return err
	}
	d, ok := o.(types.Dict)
	if !ok || depth > 60 {
		return nil
	}
	own := types.Dict{}
	for _, key := range []string{"Resources", "MediaBox", "CropBox", "Rotate"} {
		if v, ok := d[key]; ok {
			own[key] = v
		} else if v, ok := inherited[key]; ok {
			own[key] = v
		}
	}
	if below, ok := d["Kids"]; ok && !is(d, "Type", "Page") {
		below, err := b.deref(below)
		if err != nil {
			return err
		}
		list, _ := below.(types.Array)
		for _, kid := range list {
			if err := b.tree(kid, own, met, depth+1, kids); err != nil {
				return err
			}
		}
		return nil
	}
	if len(*kids) >= mostPages {
		return errBroken
	}
	for k, v := range d {
		own[k] = v
	}
	content, err := b.contents(own["Contents"])
	if err != nil {
		return err
	}
	new, err := b.dict(own, page, 0)
	if err != nil {
		return err
	}
	new["Type"], new["Parent"] = types.Name("Page"), ref(2)
	if content != nil {
		new["Contents"] = ref(b.put(content))
	}
	*kids = append(*kids, ref(b.put(write(nil, new))))
	return nil
}

// contents is what a page draws, as one stream.
func (b *builder) contents(o types.Object) ([]byte, error) {
	o, err := b.deref(o)
	if err != nil || o == nil {
		return nil, err
	}
	list, ok := o.(types.Array)
	if !ok {
		list = types.Array{o}
	}
	var all []byte
	for _, o := range list {
		o, err := b.deref(o)
		if err != nil {
			return nil, err
		}
		if s, ok := o.(types.StreamDict); ok {
			part, err := b.decoded(s)
			if err != nil {
				return nil, err
			}
			if all = append(append(all, part...), '\n'); len(all) > mostDecoded {
				return nil, errBroken
			}
		}
	}
	return stream(types.Dict{}, plainContent(all), true), nil
}

func (b *builder) deref(o types.Object) (types.Object, error) {
	if b.limit.Err() != nil {
		return nil, b.limit.Err()
	}
	for range 20 {
		if _, ok := o.(types.IndirectRef); !ok {
			return o, nil
		}
		var err error
		if o, err = b.from.Dereference(o); err != nil {
			return nil, err
		}
	}
	return nil, errBroken
}

// object is the body of an object that others refer to.
func (b *builder) object(o types.Object, s *shape) ([]byte, error) {
	if sd, ok := o.(types.StreamDict); ok {
		if s.stream != nil {
			s = s.stream
		}
		if s.by != nil {
			s = s.by(sd.Dict)
		}
		if s.data == nil {
			return write(nil, nil), nil
		}
		d, err := b.dict(sd.Dict, s, 0)
		if err != nil {
			return nil, err
		}
		return s.data(b, sd, d)
	}
	v, err := b.value(o, s, 0)
	return write(nil, v), err
}

// value is what stays of an object seen in a shape; nil when nothing does.
func (b *builder) value(o types.Object, s *shape, depth int) (types.Object, error) {
	if depth > 60 {
		return nil, errBroken
	}
	switch o := o.(type) {
	case types.IndirectRef:
		return b.refer(o, s, depth)
	case types.Dict:
		if s.only != nil && !s.only(o) {
			return nil, nil
		}
		if s.by != nil {
			s = s.by(o)
		}
		if s.keys == nil && s.rest == nil {
			return nil, nil
		}
		return b.dict(o, s, depth+1)
	case types.Array:
		out := types.Array{}
		for i, v := range o {
			inner := s
			if s.list != nil && i > 0 {
				inner = s.list(o, i)
			}
			v, err := b.value(v, inner, depth+1)
			if err != nil {
				return nil, err
			}
			if v != nil || s.only == nil {
				out = append(out, v)
			}
		}
		return out, nil
	case types.StringLiteral, types.HexLiteral:
		if s.text {
			return o, nil
		}
	case types.Name:
		if s.atoms {
			return o, nil
		}
	case types.Integer, types.Float, types.Boolean:
		return o, nil
	}
	return nil, nil
}

// refer follows a reference: an object that is small stands where it is used,
// any other once in the new file.
func (b *builder) refer(r types.IndirectRef, s *shape, depth int) (types.Object, error) {
	o, err := b.deref(r)
	if err != nil {
		return nil, err
	}
	switch o := o.(type) {
	case types.Dict:
		if s.only != nil && !s.only(o) {
			return nil, nil
		}
	case types.StreamDict, types.Array:
	default:
		return b.value(o, s, depth+1)
	}
	key := made{r.ObjectNumber.Value(), s}
	n, ok := b.at[key]
	if !ok {
		if len(b.bodies) >= 2*mostObjects {
			return nil, errBroken
		}
		n = b.put(nil)
		b.at[key] = n
		b.todo = append(b.todo, key)
	}
	return ref(n), nil
}

// dict carries over the keys of a dictionary that the shape names.
func (b *builder) dict(d types.Dict, s *shape, depth int) (types.Dict, error) {
	out := types.Dict{}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		inner, ok := s.keys[key]
		if !ok {
			inner = s.rest
		}
		if inner == nil {
			continue
		}
		v, err := b.value(d[key], inner, depth+1)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out[key] = v
		}
	}
	switch {
	case s == annot:
		b.annotation(d, out)
	case s == layer && is(d, "Type", "OCG"):
		out["Name"] = types.StringLiteral("layer")
	}
	return out, nil
}

// annotation gives a field of a form a name that says nothing, and keeps the
// words typed onto the page or along a line, if readers must draw them.
func (b *builder) annotation(from, to types.Dict) {
	if is(from, "FT", "Sig") { // what it signed is no more
		delete(to, "V")
		delete(to, "FT")
	}
	if _, ok := from["T"]; ok && (from["FT"] != nil || from["Kids"] != nil || is(from, "Subtype", "Widget")) {
		b.fields++
		to["T"] = types.StringLiteral("f" + strconv.Itoa(b.fields))
	}
	if v, ok := from["Contents"]; ok && to["AP"] == nil && (is(from, "Subtype", "FreeText") || is(from, "Subtype", "Line")) {
		if v, err := b.value(v, text, 0); err == nil && v != nil {
			to["Contents"] = v
		}
	}
}

func ref(n int) types.IndirectRef { return *types.NewIndirectRef(n, 0) }
