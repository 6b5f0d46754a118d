package form

// A workbook comes from outside, so each of its dimensions has an end. The
// figures leave room for the largest forms in use (a national household survey
// has about two thousand questions, a list of districts some five thousand
// rows) and keep the worst file under a second and some tens of megabytes.
const (
	MostBytes   = 4 << 20  // the file as it lies on the disk
	mostPart    = 6 << 20  // one part of it, unpacked
	mostParts   = 10 << 20 // all the parts that are read, unpacked
	mostClaimed = 64 << 20 // all parts, as the container states them: pictures and themes are never unpacked
	mostRatio   = 150      // how many times smaller a part may be packed; spreadsheets reach 10 to 40
	ratioFloor  = 64 << 10 // below this size the ratio says nothing
	mostEntries = 200      // parts in the container; a form has about twelve
	mostSheets  = 24       // sheets in the workbook

	mostRows     = 10_000  // rows of one sheet that hold anything
	mostColumns  = 256     // columns of one sheet that hold anything: 20 properties in a dozen languages
	mostElements = 200_000 // cells of one sheet, those that only carry a colour included
	mostShared   = 100_000 // strings in the table of shared strings
	mostCell     = 8_000   // characters of one cell; the sheet format itself allows 32,767
	mostName     = 100     // characters of a name

	mostFields    = 3_000 // rows of the survey that become part of the form
	mostDepth     = 16    // groups and repeats inside each other
	mostChoices   = 10_000
	mostLanguages = 24

	mostExpression = 4_096     // bytes of one expression
	mostNesting    = 64        // brackets inside each other in one expression
	mostLooks      = 2_000_000 // rows that all expressions together lead to; a form of 1,000 questions has about 2,000
	mostPattern    = 500       // characters of a regular expression
	mostPatternOps = 5_000     // its size once repetitions are written out

	mostRepeats = 200       // parts of one repeat
	mostNodes   = 20_000    // answers of one filled form, all repeats together
	mostValue   = 20_000    // characters of one answer, typed or calculated
	mostSteps   = 4_000_000 // steps of computing one form once; a form of 1,000 questions takes about 50,000
)
