package look

import "strconv"

// htmxConfig switches off everything of htmx that would write style or keep a
// page in the browser.
const htmxConfig = `{"includeIndicatorCSS":false,"history":false,"transitions":false}`

// lockAfter is the stillness in seconds after which an open page signs out.
func lockAfter(seconds int) string {
	if seconds == 0 {
		seconds = 240
	}
	return strconv.Itoa(seconds)
}
