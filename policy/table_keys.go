package policy

import "example.org/pana"

// Acts on the keys of the house, which people can lose, and on those that it destroys.
const (
	KeepKit Act = "kit.keep" // print, prove, try, and note who holds which sheet

	RekeyKit Act = "kit.rekey" // make the sheets of before worthless

	VerifyHouse Act = "house.verify" // to go through the whole house and look for a change
	RunBackup   Act = "backup.run"   // to write the whole house, sealed, to another disk, and to try it

	ExportHouse Act = "export.house" // give everything out, sealed to keys outside the house
	KeepPeers   Act = "letter.keep"  // which other houses may stop this one
	WriteLetter Act = "letter.write" // stop another house

	// ObeyLetter needs no sign-in: a peer's signature is its guard.
	ObeyLetter Act = "letter.obey"

	SeeErasures Act = "erasure.see"   // whose time is over, and which files are held
	EraseClient Act = "erasure.erase" // destroy the keys of a closed file and coarsen what counts
	EraseNotes  Act = "erasure.notes" // let go of the house's own notes past their time
	HoldFile    Act = "erasure.hold"  // keep a file from being erased, for a reason
	LiftHold    Act = "erasure.lift"

	// RecoverHouse needs no sign-in: two sheets of the kit are its guard.
	RecoverHouse Act = "house.recover"

	// RestoreHouse needs no sign-in: there is no house yet, and two sheets are its guard.
	RestoreHouse Act = "house.restore"
)

// keyRules: the two who lead the house answer for its keys.
var keyRules = map[Act][]Rule{
	KeepKit:     give(atSite, heads...),
	RekeyKit:    give(atSite, heads...),
	VerifyHouse: give(atSite, pana.Director, pana.Deputy, pana.Administrator),
	RunBackup:   give(atSite, pana.Director, pana.Deputy, pana.Administrator),
	ExportHouse: give(atSite, heads...),
	KeepPeers:   give(atSite, heads...),
	WriteLetter: give(atSite, heads...),
	SeeErasures: give(atSite, heads...),
	EraseClient: give(atSite, heads...),
	EraseNotes:  give(atSite, heads...),
	HoldFile:    append(give(atSite, heads...), give(assigned, pana.Lawyer, pana.SocialWorker)...),
	LiftHold:    give(atSite, heads...),
}
