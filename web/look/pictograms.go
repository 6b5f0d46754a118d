package look

// pictograms are drawings for someone who does not read, each a path on a field
// of 48 by 48. The word is always beside it. One for each skill of the ladder.
var pictograms = map[string]string{
	// the sheets of the recovery kit
	"kit-apart":      "M6 30h9v10H6zM19 8h10v10H19zM33 30h9v10h-9zM15 30l7-12M33 30l-7-12M6 30l4.5-4 4.5 4M33 30l4.5-4 4.5 4M19 8l5-4 5 4",
	"kit-no-picture": "M6 14h8l3-5h14l3 5h8v24H6zM24 33a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM5 43 43 5",
	"kit-two":        "M6 8h12v18H6zM9 13h6M9 17h6M9 21h6M22 17h6M25 14v6M32 8h10v18H32zM35 13h4M35 17h4M14 38a4 4 0 1 0 0-.1zM18 38h16v5M28 38v4",
	"kit-call":       "M12 6h6l3 9-4 3a23 23 0 0 0 12 12l3-4 9 3v6c0 3-2 5-5 5C21 40 8 27 8 12c0-3 2-6 4-6z",

	// care for oneself
	"wash-hair":      "M14 26c0-9 4-15 10-15s10 6 10 15M14 26c-3 6-2 10-1 14M34 26c3 6 2 10 1 14M19 24c2-4 8-4 10 0v5c0 4-2 6-5 6s-5-2-5-6zM10 6l2 4M18 3l1 4M29 3l-1 4M38 6l-2 4",
	"wash-body":      "M8 8h10c4 0 6 2 6 6v2M16 16h16l-2 5H18zM18 26v4M24 26v4M30 26v4M18 34v4M24 34v4M30 34v4",
	"brush-teeth":    "M6 30h26l10-8M6 30v4h20M28 30v-6M32 30v-6M36 27v-6M24 30v-6M12 10c3 0 3 4 6 4s3-4 6-4",
	"cut-nails":      "M10 36l22-22M10 12l22 22M32 34a4 4 0 1 0 6 6 4 4 0 0 0-6-6zM32 14a4 4 0 1 1 6-6 4 4 0 0 1-6 6zM6 8l6 6M6 40l6-6",
	"choose-clothes": "M17 8l-9 6 4 8 4-2v20h16V20l4 2 4-8-9-6c-2 4-12 4-14 0zM38 4v3M44 10h-3M42 6l-2 2",
	"own-things":     "M10 18h28v22H10zM16 18v-4c0-5 16-5 16 0v4M17 26h4v8h-4zM26 24h5v10h-5zM28 24v-3",
	"sleep-wake":     "M6 38V14M6 32h36v6M42 32v-4c0-4-3-6-6-6H20v10M12 27a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM30 6h8l-8 8h8",
	"say-ill":        "M20 16a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM10 42V30c0-6 4-10 10-10s10 4 10 10v12M20 28v8M16 32h8M32 8h12v9h-7l-5 4z",
	// household
	"wash-clothes": "M10 6h28v36H10zM10 14h28M24 36a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM18 29c3-3 5 2 8 0s3-1 6-2M15 10h2M21 10h2",
	"dry-clothes":  "M4 10c12 4 28 4 40 0M14 12v6M28 13v5M10 18h8l-1 18h-6zM24 18h10v10H24zM13 9v5M31 9v5",
	"make-bed":     "M6 38V12M6 34h36v4M42 34v-8H6M10 26v-6h10v6M22 26c2-6 18-6 20 0",
	"clean-room":   "M30 4L22 24M16 24h12l4 8H14zM14 32l-4 10M20 32l-2 10M26 32v10M32 32l4 10",
	"wash-dishes":  "M6 24h36l-4 14H10zM16 24v-8h16v8M24 16V8h8M30 8v4M12 30h2M34 30h2M8 14l2 4M40 14l-2 4",
	"cook":         "M10 22h28v14c0 3-2 4-4 4H14c-2 0-4-1-4-4zM6 26h4M38 26h4M16 22c0-5 16-5 16 0M18 6c-3 4 3 4 0 8M26 6c-3 4 3 4 0 8",
	"stove-safe":   "M8 24h32v18H8zM14 30h8M14 35h4M30 33a4 4 0 1 0 0 .1zM24 4l8 14H16zM24 9v4M24 15.4v.1",
	"shop-list":    "M6 8h6l5 22h20l4-15H15M20 40a2.5 2.5 0 1 0 0-.1zM34 40a2.5 2.5 0 1 0 0-.1zM22 18h12M22 23h10",
	// living together
	"greet":         "M14 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM34 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM6 42V28c0-4 3-8 8-8s6 3 8 6h4c2-3 3-6 8-6s8 4 8 8v14M20 28l4 3 4-3",
	"ask":           "M16 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM6 42V30c0-5 4-9 10-9s10 4 10 9v12M34 12c0-6 9-6 9 0 0 4-5 4-5 8M38 25v.2M26 30l8-8",
	"say-no":        "M22 42c-8 0-12-6-12-12l-3-8 3-1 4 6V12h3v12V8h3v16V7h3v17V10h3v20c0 7-1 12-4 12zM34 30l8 8M42 30l-8 8",
	"knock":         "M22 4h20v40H22M22 4v40M38 24v3M4 28c0-4 4-6 8-6h6l2 4-2 5-4 3H9c-3 0-5-3-5-6zM10 8l2 5M3 14l5 3M17 6v5",
	"share-kitchen": "M6 14h16v8c0 4-3 6-8 6s-8-2-8-6zM22 16h3c3 0 3 6 0 6h-3M8 34h14M28 30h14v6c0 4-3 6-7 6s-7-2-7-6zM35 8l6 6-6 6M31 14h10",
	"quiet":         "M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM17 18v3M31 18v3M24 24v12M20 30h8",
	"settle":        "M4 8h20v14H14l-6 6v-6H4zM24 20h20v14h-4v6l-6-6H24zM9 13h10M9 17h6M29 25h10M29 29h6",
	"keep-address":  "M8 24L24 8l16 16v18H8zM18 42V30h12v12M24 30v-4M21 26h6v-3a3 3 0 0 0-6 0z",
	// money
	"know-money":   "M6 12h28v16H6zM20 24a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM34 42a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM34 32v6M32 35h4M18 40a5 5 0 1 0 0-10",
	"know-price":   "M6 22L22 6h18v18L24 40zM33 15a2 2 0 1 0 0-.1zM18 24l8 8M22 20l8 8",
	"count-change": "M6 34c4-4 8-4 12-2h8c4 0 4 5 0 5h-7M26 35l12-6c4-2 6 2 3 4L26 43H14l-4-3H6zM20 22a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM32 18a5 5 0 1 0 0-10 5 5 0 0 0 0 10z",
	"plan-week":    "M6 10h36v32H6zM6 18h36M14 6v8M34 6v8M14 24v2M22 24v2M30 24v2M14 33a3 3 0 1 0 0 .1zM22 33v2M30 33v2",
	"save":         "M14 12h20v4l4 6v16c0 2-1 4-4 4H14c-3 0-4-2-4-4V22l4-6zM12 8h24v4H12zM24 24v10M20 29h8",
	"bank-card":    "M5 12h38v25H5zM5 19h38M11 29h8M29 29h8",
	"bus-ticket":   "M8 8h32v26H8zM8 22h32M24 8v14M14 40a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM34 40a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 28h4M32 28h4",
	"no-debt":      "M10 4h20l8 8v32H10zM30 4v8h8M16 20h14M16 26h14M16 32h6M26 38l4 3 8-9",
}

// HasPictogram reports whether there is a drawing for a word.
func HasPictogram(name string) bool { return pictograms[name] != "" }
