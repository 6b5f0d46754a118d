package casework

import (
	"bytes"
	"encoding/binary"
)

// orientation reads which way up a photograph was taken, 1 to 8, from the EXIF
// block of its file; 1 when it does not say. It is the only thing of the block
// that is used: the block itself is never kept.
func orientation(media string, file []byte) int {
	switch media {
	case mediaJPEG:
		return tiffOrientation(jpegExif(file))
	case mediaPNG:
		return tiffOrientation(pngChunk(file, "eXIf"))
	case mediaWebP:
		b := webpChunk(file, "EXIF")
		return tiffOrientation(bytes.TrimPrefix(b, []byte("Exif\x00\x00")))
	}
	return 1
}

// jpegExif returns the EXIF block of a JPEG, or nil.
func jpegExif(file []byte) []byte {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker := file[at+1]
		if marker == 0xff {
			at++ // fill
			continue
		}
		if marker == 0xda || marker == 0xd9 {
			return nil
		}
		size := int(binary.BigEndian.Uint16(file[at+2:]))
		if size < 2 || at+2+size > len(file) {
			return nil
		}
		body := file[at+4 : at+2+size]
		if marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return body[6:]
		}
		at += 2 + size
	}
	return nil
}

// pngChunk returns the data of the first chunk of a kind, or nil.
func pngChunk(file []byte, kind string) []byte {
	for at := 8; at+12 <= len(file); {
		size := int64(binary.BigEndian.Uint32(file[at:]))
		end := int64(at) + 12 + size
		if end > int64(len(file)) {
			return nil
		}
		if string(file[at+4:at+8]) == kind {
			return file[at+8 : end-4]
		}
		at = int(end)
	}
	return nil
}

// webpChunk returns the data of the first chunk of a kind, or nil.
func webpChunk(file []byte, kind string) []byte {
	for at := 12; at+8 <= len(file); {
		size := int64(binary.LittleEndian.Uint32(file[at+4:]))
		end := int64(at) + 8 + size
		if end > int64(len(file)) {
			return nil
		}
		if string(file[at:at+4]) == kind {
			return file[at+8 : end]
		}
		at = int(end + size&1)
	}
	return nil
}

// tiffOrientation reads tag 0x0112 of the first directory of a TIFF block.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(b[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	n := int64(order.Uint16(b[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > int64(len(b)) {
			return 1
		}
		if order.Uint16(b[e:]) == 0x0112 && order.Uint16(b[e+2:]) == 3 {
			if v := int(order.Uint16(b[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}
