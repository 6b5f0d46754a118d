package pdf

import (
	"bytes"
	"compress/zlib"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A cleaner makes the body of a new stream of an old one and of the dictionary
// that stays of it.
type cleaner func(b *builder, s types.StreamDict, d types.Dict) ([]byte, error)

// decoded is what a stream holds, unpacked.
func (b *builder) decoded(s types.StreamDict) ([]byte, error) {
	if len(s.FilterPipeline) == 0 {
		return s.Raw, nil
	}
	if err := s.DecodeWithLimit(mostDecoded); err != nil {
		return nil, err
	}
	return s.Content, nil
}

// plained cleans what a stream holds when it is unpacked.
func plained(plain func([]byte) ([]byte, bool)) cleaner {
	return func(b *builder, s types.StreamDict, d types.Dict) ([]byte, error) {
		data, err := b.decoded(s)
		if err != nil {
			return nil, err
		}
		data, ok := plain(data)
		if !ok {
			return nil, errBroken
		}
		return stream(d, data, true), nil
	}
}

func always(plain func([]byte) []byte) func([]byte) ([]byte, bool) {
	return func(data []byte) ([]byte, bool) { return plain(data), true }
}

var (
	cleanContent = plained(always(plainContent))
	cleanProgram = plained(always(plainProgram)) // of comments
	cleanProfile = plained(always(plainProfile))
	cleanGlobals = plained(plainJBIG2) // what such pictures share
)

// cleanFunction takes the comments out of a small program: a calculated
// function or a table of letters.
func cleanFunction(b *builder, s types.StreamDict, d types.Dict) ([]byte, error) {
	if kind, ok := s.Dict["FunctionType"].(types.Integer); ok && kind != 4 {
		return cleanData(b, s, d)
	}
	return cleanProgram(b, s, d)
}

// cleanData carries over samples, fonts and pictures without what stands
// beside them or after their end.
func cleanData(b *builder, s types.StreamDict, d types.Dict) ([]byte, error) {
	n := len(s.FilterPipeline)
	if n == 0 {
		return stream(d, s.Raw, true), nil
	}
	last := s.FilterPipeline[n-1]
	var clean func([]byte) ([]byte, bool)
	switch last.Name {
	case filter.DCT:
		clean = plainJPEG
	case filter.JPX:
		clean = plainJPX
	case filter.JBIG2:
		clean = plainJBIG2
	case filter.CCITTFax:
		clean = func(data []byte) ([]byte, bool) { return data, true }
	case filter.Flate:
		if n == 1 {
			clean = endOfZlib
		}
	}
	if clean == nil {
		data, err := b.decoded(s)
		if err != nil {
			return nil, err
		}
		return stream(d, data, true), nil
	}
	before := s
	before.FilterPipeline = s.FilterPipeline[:n-1]
	data, err := b.decoded(before)
	if err != nil {
		return nil, err
	}
	data, ok := clean(data)
	if !ok {
		return nil, errBroken
	}
	d["Filter"] = types.Name(last.Name)
	if len(last.DecodeParms) > 0 {
		if d["DecodeParms"], err = b.dict(last.DecodeParms, parameters, 0); err != nil {
			return nil, err
		}
	}
	return stream(d, data, false), nil
}

// endOfZlib cuts what follows the end of packed data. Data that cannot be
// unpacked to the end stay as they are: readers show what they can of them.
func endOfZlib(data []byte) ([]byte, bool) {
	r := bytes.NewReader(data)
	z, err := zlib.NewReader(r)
	if err != nil {
		return data, true
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(z, 8*mostDecoded)); err != nil || n == 8*mostDecoded {
		return data, err != nil
	}
	return data[:len(data)-r.Len()], true
}
