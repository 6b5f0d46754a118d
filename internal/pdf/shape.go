package pdf

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A shape says what of an object is carried over. What no shape names is left
// behind.
type shape struct {
	keys   map[string]*shape // of a dictionary or of a stream's dictionary
	rest   *shape            // of keys that the maker names: /F1, /Im0
	text   bool              // strings may stay
	atoms  bool              // names, numbers and lists of them may stay
	data   cleaner           // of a stream; nil drops the stream
	stream *shape            // seen in instead when it is a stream
	only   func(types.Dict) bool
	by     func(types.Dict) *shape       // chooses by what a dictionary says of itself
	list   func(types.Array, int) *shape // the shape of each place of a list
}

var (
	atom = &shape{atoms: true}
	text = &shape{atoms: true, text: true}

	page, resources, annot, appearance, states, xobject, form, image, group, softMask, graphics,
	space, spaceItem, profile, function, pattern, shading, font, descriptor, encoding, cmap, program, blob, parameters,
	layer, properties, layers, layerSet, layerUse, rule, view, forms = new(shape), new(shape), new(shape), new(shape), new(shape), new(shape),
		new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape),
		new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape), new(shape),
		new(shape), new(shape), new(shape), new(shape), new(shape), new(shape)
)

// named is the shape of a dictionary whose keys are names of the maker.
func named(s *shape) *shape { return &shape{rest: s} }

// keys reads "A B C" as keys that are atoms, and adds more.
func keys(atoms string, more map[string]*shape) map[string]*shape {
	all := map[string]*shape{}
	for _, k := range strings.Fields(atoms) {
		all[k] = atom
	}
	for k, s := range more {
		all[k] = s
	}
	return all
}

func init() {
	*page = shape{keys: keys("Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit", map[string]*shape{
		"Resources": resources, "Group": group, "Annots": annot})}
	*resources = shape{keys: keys("ProcSet", map[string]*shape{
		"ExtGState": named(graphics), "ColorSpace": named(space), "Pattern": named(pattern), "Shading": named(shading),
		"XObject": named(xobject), "Font": named(font), "Properties": named(properties)})}
	*group = shape{keys: keys("Type S I K", map[string]*shape{"CS": space})}
	*graphics = shape{keys: keys("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK", map[string]*shape{
		"Font": font, "BG": function, "BG2": function, "UCR": function, "UCR2": function, "TR": function, "TR2": function, "SMask": softMask})}
	*softMask = shape{atoms: true, keys: keys("Type S BC", map[string]*shape{"G": xobject, "TR": function})}

	*space = shape{atoms: true, list: spaceList}
	*spaceItem = shape{atoms: true, keys: keys("WhitePoint BlackPoint Gamma Matrix Range Subtype", map[string]*shape{
		"Colorants": named(space), "Process": {keys: keys("Components", map[string]*shape{"ColorSpace": space})}})}
	*profile = shape{keys: keys("N Range", map[string]*shape{"Alternate": space}), data: cleanProfile}
	*function = shape{atoms: true, keys: keys("FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds", nil), data: cleanFunction}
	function.keys["Functions"] = function
	*pattern = shape{keys: keys("Type PatternType PaintType TilingType BBox XStep YStep Matrix", map[string]*shape{
		"Resources": resources, "Shading": shading, "ExtGState": graphics}), data: cleanContent}
	*shading = shape{keys: keys("ShadingType BBox Background AntiAlias Coords Domain Extend BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow Matrix", map[string]*shape{
		"ColorSpace": space, "Function": function}), data: cleanData}

	*form = shape{keys: keys("Type Subtype FormType BBox Matrix", map[string]*shape{
		"Resources": resources, "Group": group, "OC": layer}), data: cleanContent}
	*image = shape{keys: keys("Type Subtype Width Height BitsPerComponent ImageMask Intent Decode Interpolate SMaskInData Matte", map[string]*shape{
		"ColorSpace": space, "OC": layer}), data: cleanData}
	image.keys["SMask"], image.keys["Mask"] = image, &shape{atoms: true, keys: image.keys, data: cleanData}
	*xobject = shape{by: func(d types.Dict) *shape {
		if is(d, "Subtype", "Image") {
			return image
		}
		return form
	}}

	*font = shape{atoms: true, keys: keys("Type Subtype BaseFont Name FirstChar LastChar Widths FontBBox FontMatrix DW W DW2 W2", map[string]*shape{
		"FontDescriptor": descriptor, "Encoding": encoding, "ToUnicode": cmap, "DescendantFonts": font, "Resources": resources,
		"CIDSystemInfo": {keys: keys("Supplement", map[string]*shape{"Registry": text, "Ordering": text})},
		"CIDToGIDMap":   {atoms: true, data: cleanData}, "CharProcs": named(&shape{keys: keys("", nil), data: cleanContent})})}
	font.keys["DescendantFonts"] = font
	*descriptor = shape{keys: keys("Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth", map[string]*shape{
		"CharSet": text, "FontFile": program, "FontFile2": program, "FontFile3": program, "CIDSet": blob,
		"Style": {keys: map[string]*shape{"Panose": text}}})}
	*program = shape{keys: keys("Subtype Length1 Length2 Length3", nil), data: cleanData}
	*blob = shape{keys: keys("", nil), data: cleanData}
	*parameters = shape{keys: keys("Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform", map[string]*shape{
		"JBIG2Globals": {keys: keys("", nil), data: cleanGlobals}})}
	*cmap = shape{atoms: true, keys: keys("Type CMapName WMode", map[string]*shape{"CIDSystemInfo": font.keys["CIDSystemInfo"]}), data: cleanFunction}
	cmap.keys["UseCMap"] = cmap
	*encoding = shape{atoms: true, keys: keys("Type BaseEncoding Differences CMapName WMode", map[string]*shape{
		"CIDSystemInfo": font.keys["CIDSystemInfo"], "UseCMap": cmap}), data: cleanFunction}

	*annot = shape{only: seen, keys: keys("Type Subtype Rect F AS Border BS BE C IC CA H QuadPoints InkList Vertices L LE LL LLE Cap IT CL RD FT Ff MaxLen Q", map[string]*shape{
		"AP": appearance, "OC": layer, "MK": {keys: keys("R BC BG IF TP", map[string]*shape{"CA": text})}, "V": text, "Opt": text, "DA": text})}
	annot.keys["BS"], annot.keys["BE"] = &shape{keys: keys("Type W S D", nil)}, &shape{keys: keys("S I", nil)}
	annot.keys["Parent"], annot.keys["Kids"] = annot, annot
	*appearance = shape{keys: map[string]*shape{"N": states}}
	*states = shape{rest: form, stream: form}
	*forms = shape{keys: keys("NeedAppearances Q", map[string]*shape{"DR": resources, "DA": text, "Fields": annot})}

	*layer = shape{keys: keys("Type P", map[string]*shape{"OCGs": layer, "Usage": layerUse})}
	layer.keys["VE"] = rule
	*rule = shape{atoms: true, keys: keys("", nil), by: func(types.Dict) *shape { return layer }}
	*properties = shape{by: func(d types.Dict) *shape {
		if is(d, "Type", "OCG") || is(d, "Type", "OCMD") {
			return layer
		}
		return &shape{keys: map[string]*shape{}}
	}}
	*layerUse = shape{keys: map[string]*shape{"View": view, "Print": view, "Export": view}}
	*view = shape{keys: keys("ViewState PrintState ExportState Subtype", nil)}
	*layerSet = shape{keys: keys("BaseState", map[string]*shape{"ON": layer, "OFF": layer,
		"AS": {keys: keys("Event Category", map[string]*shape{"OCGs": layer})}})}
	*layers = shape{keys: map[string]*shape{"OCGs": layer, "D": layerSet}}
}

func is(d types.Dict, key, name string) bool {
	n, ok := d[key].(types.Name)
	return ok && string(n) == name
}

// seen reports whether an annotation is part of what the page shows: no
// comment, no attached file, no sound.
func seen(d types.Dict) bool {
	for _, kind := range []string{"Text", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D", "PrinterMark", "TrapNet", "Projection"} {
		if is(d, "Subtype", kind) {
			return false
		}
	}
	return true
}

// spaceList gives the shape of each place of a colour space: what its first
// name means decides what the others are.
func spaceList(list types.Array, at int) *shape {
	family, _ := list[0].(types.Name)
	switch string(family) {
	case "ICCBased":
		return profile
	case "Indexed", "I":
		if at == 3 {
			return &shape{text: true, keys: map[string]*shape{}, data: cleanData}
		}
		return space
	case "Separation", "DeviceN":
		switch at {
		case 3:
			return function
		case 4:
			return spaceItem
		}
		return space
	}
	return spaceItem
}
