package pdf

import (
	"bytes"
	"encoding/binary"
)

// plainJPEG is a JPEG with the tables and lines of its picture and nothing else;
// the picture itself is not touched. Not ok when it is no JPEG.
func plainJPEG(in []byte) (out []byte, ok bool) {
	begin := bytes.Index(in[:min(len(in), 64)], []byte("\xff\xd8\xff"))
	if begin < 0 {
		return nil, false
	}
	out = append(out, 0xff, 0xd8)
	for at := begin + 2; at+2 <= len(in); {
		if in[at] != 0xff {
			return nil, false
		}
		marker := in[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0xd9:
			return append(out, 0xff, 0xd9), true
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			at += 2
			continue
		}
		if at+4 > len(in) {
			return nil, false
		}
		end := at + 2 + int(binary.BigEndian.Uint16(in[at+2:]))
		if end < at+4 || end > len(in) {
			return nil, false
		}
		body := in[at+4 : end]
		switch {
		case marker == 0xe0 && bytes.HasPrefix(body, []byte("JFIF\x00")):
			out = append(out, "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
		case marker == 0xee && bytes.HasPrefix(body, []byte("Adobe")) && len(body) >= 12:
			out = append(append(append(out, "\xff\xee\x00\x0eAdobe"...), 0, 100, 0, 0, 0, 0), body[11])
		case marker >= 0xc0 && marker <= 0xdf:
			out = append(out, in[at:end]...)
		}
		at = end
		if marker == 0xda {
			from := at
			for at+1 < len(in) && (in[at] != 0xff || in[at+1] == 0 || in[at+1] >= 0xd0 && in[at+1] <= 0xd7) {
				at++
			}
			if at+1 >= len(in) { // cut off: what is there can be shown
				return append(append(out, in[from:]...), 0xff, 0xd9), true
			}
			out = append(out, in[from:at]...)
		}
	}
	return append(out, 0xff, 0xd9), len(out) > 2
}

// plainJPX is a JPEG 2000 picture without the boxes and comments beside it.
func plainJPX(in []byte) (out []byte, ok bool) {
	if bytes.HasPrefix(in, []byte("\xff\x4f\xff\x51")) {
		return plainCodestream(in)
	}
	return boxes(in, "jP  ", "ftyp", "jp2h", "jp2c")
}

// boxes carries over the boxes with the given names.
func boxes(in []byte, names ...string) (out []byte, ok bool) {
	for len(in) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(in)), uint64(8)
		switch {
		case size == 0:
			size = uint64(len(in))
		case size == 1 && len(in) >= 16:
			size, head = binary.BigEndian.Uint64(in[8:]), 16
		}
		if size < head || size > uint64(len(in)) {
			return nil, false
		}
		body, ok := in[head:size], true
		name := string(in[4:8])
		in = in[size:]
		for _, n := range names {
			if n != name {
				continue
			}
			switch name {
			case "jp2h":
				body, ok = boxes(body, "ihdr", "bpcc", "colr", "pclr", "cmap", "cdef")
			case "colr":
				if len(body) > 3 && body[0] == 2 {
					body = append(append([]byte{}, body[:3]...), plainProfile(body[3:])...)
				}
			case "jp2c":
				body, ok = plainCodestream(body)
			}
			if !ok {
				return nil, false
			}
			out = append(append(binary.BigEndian.AppendUint32(out, uint32(8+len(body))), name...), body...)
		}
	}
	return out, len(out) > 0
}

// plainCodestream leaves out comments and the list of lengths, which would no
// longer be true.
func plainCodestream(in []byte) (out []byte, ok bool) {
	if len(in) < 4 {
		return nil, false
	}
	out = append(out, in[:2]...)
	tile, length := -1, 0 // where the header of a tile begins in out, and what it says of its length
	for at := 2; at+4 <= len(in); {
		marker := binary.BigEndian.Uint16(in[at:])
		if marker == 0xffd9 {
			break
		}
		if marker == 0xff93 { // the data of a tile
			end := len(in)
			if bytes.HasSuffix(in, []byte("\xff\xd9")) {
				end -= 2
			}
			if tile < 0 || length < 0 || length > 0 && at+length > end {
				return nil, false
			}
			if length > 0 {
				end = at + length
			}
			out = append(out, in[at:end]...)
			if length > 0 {
				binary.BigEndian.PutUint32(out[tile+6:], uint32(len(out)-tile))
			}
			at, tile = end, -1
			continue
		}
		size := 2 + int(binary.BigEndian.Uint16(in[at+2:]))
		if size < 4 || at+size > len(in) {
			return nil, false
		}
		if marker == 0xff90 {
			if size != 12 {
				return nil, false
			}
			tile, length = len(out), int(binary.BigEndian.Uint32(in[at+6:]))
		}
		if marker != 0xff64 && marker != 0xff55 {
			out = append(out, in[at:at+size]...)
		}
		if tile >= 0 && length > 0 {
			if length -= size; length <= 0 {
				return nil, false
			}
		}
		at += size
	}
	return append(out, 0xff, 0xd9), true
}

// plainJBIG2 leaves out the segments with comments.
func plainJBIG2(in []byte) (out []byte, ok bool) {
	for at := 0; at < len(in); {
		from := at
		if at+6 > len(in) {
			return nil, false
		}
		number, flags, count := binary.BigEndian.Uint32(in[at:]), in[at+4], int(in[at+5]>>5)
		at += 6
		if count == 7 {
			if at+3 > len(in) {
				return nil, false
			}
			count = int(binary.BigEndian.Uint32(in[at-1:]) & 0x1fffffff)
			at += 3 + (count+8)/8
		}
		each := 4
		if number <= 256 {
			each = 1
		} else if number <= 65536 {
			each = 2
		}
		at += each*count + 1
		if flags&0x40 != 0 {
			at += 3
		}
		if at < 0 || at+4 > len(in) {
			return nil, false
		}
		size := int64(binary.BigEndian.Uint32(in[at:]))
		end := int64(at) + 4 + size
		if size == 0xffffffff {
			return append(out, in[from:]...), true
		}
		if end > int64(len(in)) {
			return nil, false
		}
		if flags&0x3f != 62 {
			out = append(out, in[from:end]...)
		}
		at = int(end)
	}
	return out, true
}

// plainProfile is a colour profile with the tables that make the colours. What
// is no profile is given back as it was nothing: empty.
func plainProfile(in []byte) []byte {
	if len(in) < 132 || string(in[36:40]) != "acsp" {
		return nil
	}
	head := append([]byte{}, in[:128]...)
	clear(head[4:8])    // the module that made it
	clear(head[24:36])  // when
	clear(head[40:44])  // for which system
	clear(head[48:64])  // for which machine
	clear(head[80:128]) // by whom, and its id
	type tag struct{ name, body []byte }
	var tags []tag
	for i := range min(int(binary.BigEndian.Uint32(in[128:])), 100) {
		at := 132 + 12*i
		if at+12 > len(in) {
			break
		}
		from, size := uint64(binary.BigEndian.Uint32(in[at+4:])), uint64(binary.BigEndian.Uint32(in[at+8:]))
		if from+size > uint64(len(in)) {
			continue
		}
		switch string(in[at : at+4]) {
		case "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "wtpt", "bkpt", "chad", "A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "gamt":
			tags = append(tags, tag{in[at : at+4], in[from : from+size]})
		}
	}
	out := binary.BigEndian.AppendUint32(head, uint32(len(tags)))
	at := 132 + 12*len(tags)
	for _, t := range tags {
		out = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(append(out, t.name...), uint32(at)), uint32(len(t.body)))
		at += (len(t.body) + 3) &^ 3
	}
	for _, t := range tags {
		out = append(append(out, t.body...), make([]byte, (4-len(t.body)%4)%4)...)
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}
