// Report lists the texts that no native reader has checked yet: for each
// language how many, and with -keys which.
package main

import (
	"flag"
	"fmt"

	"example.org/pana/internal/locale"
)

func main() {
	list := flag.Bool("keys", false, "list the keys too")
	flag.Parse()
	for _, lang := range locale.ClientLangs() {
		keys, all := locale.Unchecked(lang)
		fmt.Printf("%s  %5d of %5d texts need review\n", lang, len(keys), all)
		if *list {
			for _, key := range keys {
				fmt.Println("    " + key)
			}
		}
	}
}
