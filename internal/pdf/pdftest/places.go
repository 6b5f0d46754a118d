package pdftest

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// places are those in which a PDF can hold a mark beside what it shows.
func places(m string) map[string]func(*doc) {
	all := map[string]func(*doc){}
	xmp := "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description dc:creator='" + m + "'/></x:xmpmeta>"
	packet := func(d *doc) string {
		d.stream(20, "/Type/Metadata/Subtype/XML", xmp)
		return "/Metadata 20 0 R"
	}
	for _, key := range []string{"Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Company", "SourceModified"} {
		all["information "+key] = func(d *doc) {
			d.objects[30], d.trailer = "<</"+key+"("+m+")>>", d.trailer+"/Info 30 0 R"
		}
	}
	all["information in wide letters"] = func(d *doc) {
		d.objects[30], d.trailer = "<</Author<FEFF"+hex.EncodeToString(wide(m))+">>>", "/Info 30 0 R"
	}
	all["ids"] = func(d *doc) { d.trailer = fmt.Sprintf("/ID[(%s)(%s)]", m, m) }

	for name, text := range map[string]string{
		"outline":            "/Outlines<</First 31 0 R/Last 31 0 R/Count 1>>",
		"page labels":        "/PageLabels<</Nums[0<</P(" + m + ")>>]>>",
		"script at opening":  "/OpenAction<</S/JavaScript/JS(" + m + ")>>",
		"scripts":            "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(" + m + ")>>]>>>>",
		"attached file":      "/Names<</EmbeddedFiles<</Names[(" + m + ")<</Type/Filespec/F(" + m + ")/UF(" + m + ")>>]>>>>",
		"attached to it":     "/AF[<</Type/Filespec/F(C:\\\\Users\\\\" + m + "\\\\house.doc)>>]",
		"names of places":    "/Names<</Dests<</Names[(" + m + ")[3 0 R/Fit]]>>>>",
		"private data":       "/PieceInfo<</Word<</LastModified(D:2026)/Private(" + m + ")>>>>",
		"structure":          "/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K<</S/Figure/Alt(" + m + ")/ActualText(" + m + ")>>>>",
		"layers":             "/OCProperties<</OCGs[32 0 R]/D<</Name(" + m + ")/Creator(" + m + ")/Order[(" + m + ")32 0 R]/ON[32 0 R]>>>>",
		"collection":         "/Collection<</D(" + m + ")>>",
		"address":            "/URI<</Base(https://" + m + ".example/)>>",
		"language":           "/Lang(" + m + ")",
		"articles":           "/Threads[<</F 3 0 R/I<</Author(" + m + ")>>>>]",
		"captured":           "/SpiderInfo<</V 1.0/C[<</URL(" + m + ")>>]>>",
		"output":             "/OutputIntents[<</S/GTS_PDFX/Info(" + m + ")/OutputConditionIdentifier(" + m + ")>>]",
		"form, XFA":          "/AcroForm<</Fields[]/XFA(" + m + ")>>",
		"unknown":            "/HouseKeeping<</Who(" + m + ")/Where/" + m + ">>",
		"field that is none": "/AcroForm<</Fields[33 0 R]>>",
	} {
		all["catalogue, "+name] = func(d *doc) {
			d.catalog = text
			d.objects[31] = "<</Title(" + m + ")/Dest[3 0 R/Fit]>>"
			d.objects[32] = "<</Type/OCG/Name(" + m + ")/Usage<</CreatorInfo<</Creator(" + m + ")>>/User<</Type/Ind/Name(" + m + ")>>>>>>"
			d.objects[33] = "<</T(" + m + ")/TU(" + m + ")/FT/Tx/Kids[]>>"
		}
	}
	for name, text := range map[string]string{
		"changed last":      "/LastModified(" + m + ")",
		"private data":      "/PieceInfo<</X<</Private<</By(" + m + ")>>>>>>",
		"unknown":           "/Operator(" + m + ")/Station/" + m,
		"id":                "/ID(" + m + ")",
		"script":            "/AA<</O<</S/JavaScript/JS(" + m + ")>>>>",
		"articles":          "/B[<</T<</I<</Title(" + m + ")>>>>>>]",
		"comment":           "/Annots[<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(" + m + ")/T(" + m + ")/Subj(" + m + ")/RC(" + m + ")/NM(" + m + ")/M(" + m + ")>>]",
		"pop-up":            "/Annots[<</Type/Annot/Subtype/Popup/Rect[1 1 9 9]/Contents(" + m + ")>>]",
		"highlight":         "/Annots[<</Type/Annot/Subtype/Highlight/Rect[1 1 9 9]/QuadPoints[1 1 9 1 1 9 9 9]/Contents(" + m + ")/T(" + m + ")/IRT<</T(" + m + ")>>>>]",
		"stamp":             "/Annots[<</Type/Annot/Subtype/Stamp/Rect[1 1 9 9]/Name/" + m + "/T(" + m + ")/Contents(" + m + ")/AP<</N 35 0 R/D 35 0 R>>>>]",
		"words on the page": "/Annots[<</Type/Annot/Subtype/FreeText/Rect[1 1 9 9]/DA(/F1 9 Tf)/T(" + m + ")/Contents(" + m + ")/AP<</N 35 0 R>>>>]",
		"link":              "/Annots[<</Type/Annot/Subtype/Link/Rect[1 1 9 9]/A<</S/URI/URI(file:///C:/Users/" + m + ")>>>>]",
		"file in a comment": "/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[1 1 9 9]/FS<</Type/Filespec/F(" + m + ")>>/T(" + m + ")>>]",
		"sound":             "/Annots[<</Type/Annot/Subtype/Sound/Rect[1 1 9 9]/T(" + m + ")>>]",
		"field":             "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/Rect[1 1 9 9]/T(" + m + ")/TU(" + m + ")/TM(" + m + ")/V(shown)/DV(" + m + ")/RV(" + m + ")/MK<</AC(" + m + ")>>>>]",
		"signature":         "/Annots[<</Type/Annot/Subtype/Widget/FT/Sig/Rect[1 1 9 9]/T(a)/V<</Type/Sig/Name(" + m + ")/Reason(" + m + ")/Location(" + m + ")/ContactInfo(" + m + ")/Contents<" + hex.EncodeToString([]byte(m)) + ">>>>>]",
	} {
		all["page, "+name] = func(d *doc) {
			d.page = text
			d.stream(35, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/LastModified("+m+")/PieceInfo<</A<</Private("+m+")>>>>/Ref<</F("+m+")>>/OPI<</1.3<</F("+m+")>>>>", "0 0 5 5 re f")
		}
	}
	all["XMP of the whole"] = func(d *doc) { d.catalog = packet(d) }
	all["XMP of the page"] = func(d *doc) { d.page = packet(d) }
	all["XMP of a picture"] = func(d *doc) { d.objects[6] += packet(d) }
	all["thumbnail"] = func(d *doc) { d.page = "/Thumb 36 0 R"; d.stream(36, "/Width 1/Height 1/Comment("+m+")", m) }

	for name, text := range map[string]string{
		"comment":              "% " + m + "\n",
		"alternative text":     "/Figure<</Alt(" + m + ")/ActualText<" + hex.EncodeToString([]byte(m)) + ">>>BDC EMC ",
		"part with a name":     "/" + m + " BMC EMC ",
		"point":                "/" + m + "<</By(" + m + ")>>DP ",
		"part with properties": "/Span /P0 BDC EMC ",
	} {
		all["content, "+name] = func(d *doc) {
			d.content = text + d.content
			d.resources += "/Properties<</P0<</Alt(" + m + ")/Metadata(" + m + ")>>>>"
		}
	}
	all["content, picture among the lines"] = func(d *doc) {
		file := jpg()
		d.content += " q 9 0 0 9 0 0 cm BI /W 8 /H 8 /CS /RGB /BPC 8 /F /DCT ID " + string(file[:2]) + segment(0xe1, "Exif\x00\x00"+m) + string(file[2:]) + "\nEI Q"
	}

	for name, text := range map[string]string{
		"EXIF": segment(0xe1, "Exif\x00\x00II*\x00"+m), "XMP": segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+m), "comment": segment(0xfe, m),
		"Photoshop": segment(0xed, "Photoshop 3.0\x00"+m), "colours": segment(0xe2, "ICC_PROFILE\x00\x01\x01"+m), "unknown": segment(0xe9, m),
		"thumbnail": segment(0xe0, "JFXX\x00\x10"+m), "longer header": segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"+m),
		"Adobe": segment(0xee, "Adobe\x00d\x00\x00\x00\x00\x01"+m),
	} {
		all["photograph, "+name] = func(d *doc) { d.photo(text) }
		all["packed photograph, "+name] = func(d *doc) {
			d.photo(text)
			d.objects[6] = strings.Replace(d.objects[6], "/DCTDecode", "[/FlateDecode/DCTDecode]", 1)
			d.streams[6] = pack(d.streams[6])
		}
	}
	all["photograph, after its end"] = func(d *doc) { d.streams[6] = append(d.streams[6], m...) }
	all["samples, after their end"] = func(d *doc) {
		d.stream(6, "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", string(pack([]byte("abc")))+m)
	}
	all["colour profile"] = func(d *doc) {
		d.objects[6] = strings.Replace(d.objects[6], "/DeviceRGB", "[/ICCBased 37 0 R]", 1)
		d.stream(37, "/N 3/Alternate/DeviceRGB", profile(m))
	}
	picture := "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter"
	all["JPEG 2000, box"] = func(d *doc) {
		d.stream(6, picture+"/JPXDecode", box("jP  ", "\r\n\x87\n")+box("ftyp", "jp2 ")+box("xml ", m)+box("uuid", m)+box("jp2h", box("ihdr", strings.Repeat("\x01", 14))+box("res ", m))+box("jp2c", codestream("")))
	}
	all["JPEG 2000, comment"] = func(d *doc) { d.stream(6, picture+"/JPXDecode", codestream("\xff\x64"+lengthy(m))) }
	all["JBIG2, comment"] = func(d *doc) {
		d.stream(6, strings.Replace(picture, "8/F", "1/F", 1)+"/JBIG2Decode", jbig2(0, 48, strings.Repeat("\x01", 19))+jbig2(1, 62, m)+jbig2(2, 49, ""))
	}
	all["table of letters"] = func(d *doc) {
		d.objects[5] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 38 0 R>>"
		d.stream(38, "/Author("+m+")", "%!PS-Adobe-3.0 Resource-CMap\n%%Title: "+m+"\n/CIDInit /ProcSet findresource begin end")
	}
	all["font, family"] = func(d *doc) {
		d.objects[5] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Maker(" + m + ")/FontDescriptor<</Type/FontDescriptor/FontName/Helvetica/Flags 32/FontFamily(" + m + ")>>>>"
	}
	all["calculated colour"] = func(d *doc) {
		d.objects[6] = strings.Replace(d.objects[6], "/DeviceRGB", "[/Separation/Spot/DeviceGray 39 0 R]", 1)
		d.stream(39, "/FunctionType 4/Domain[0 1]/Range[0 1]/By("+m+")", "{ % "+m+"\n 1 exch sub }")
	}
	all["an object nobody shows"] = func(d *doc) { d.objects[40] = "<</Name(" + m + ")>>" }
	all["between the objects"] = func(d *doc) { d.between = "% " + m + "\n" }
	all["before the first object"] = func(d *doc) { d.before = "% " + m + "\n" }
	all["after the end"] = func(d *doc) { d.after = m }
	all["an earlier version"] = func(d *doc) {
		d.objects[41] = "<</Old(" + m + ")>>"
		d.older = map[int]string{5: "<</Type/Font/Subtype/Type1/BaseFont/" + m + ">>"}
	}
	return all
}

func box(name, body string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + name + body
}

func lengthy(body string) string {
	return string(binary.BigEndian.AppendUint16(nil, uint16(4+len(body)))) + "\x00\x01" + body
}

// codestream is the skeleton of a JPEG 2000 picture with something in its header
// and in that of its tile.
func codestream(more string) string {
	tile := more + "\xff\x93data"
	head := "\xff\x90\x00\x0a\x00\x00" + string(binary.BigEndian.AppendUint32(nil, uint32(12+len(tile)))) + "\x00\x01"
	return "\xff\x4f\xff\x51\x00\x04\x00\x00" + more + head + tile + "\xff\xd9"
}

func jbig2(number uint32, kind byte, body string) string {
	b := append(binary.BigEndian.AppendUint32(nil, number), kind, 0, 1)
	return string(binary.BigEndian.AppendUint32(b, uint32(len(body)))) + body
}

func profile(m string) string {
	body := "desc\x00\x00\x00\x00" + m
	head := make([]byte, 128)
	copy(head[36:], "acsp")
	copy(head[80:], m)
	b := binary.BigEndian.AppendUint32(head, 1)
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(append(b, "desc"...), 144), uint32(len(body)))
	return string(b) + body
}
