package policy

import "slices"

// proven are the acts for which being signed in is not enough: whoever finds a
// session open must not do them. They are asked for with the passphrase once
// more, unless it was typed a short while ago.
var proven = []Act{
	SetSecondFactor, KeepPasskeys, SetDuress, KeepOwnSessions, KeepSessions, // how one comes in, and who is in
	AddStaff, GrantStaff, EndStaff, FinishLeaving, LoseFactor, // an invitation is a passphrase
	SetHouse, DemandFactor, // the name under which the house is reached, and when sessions lock
	KeepKit, RekeyKit, // the keys
	KeepPeers, WriteLetter, // who may stop the house, and stopping another
	RunBackup, ExportHouse, // the copy of everything
	CloseHouse, ReopenHouse, // the house as a whole
	EraseClient, EraseNotes, LiftHold, // what nobody can take back
	CopyClient, ExportOrder, HandOutClientLetter, MakeJournal, ApproveReports, // what leaves the house
	AgreeSecond, // standing behind any of them
}

// AsksProof reports whether act must be proven to be its actor's own.
func AsksProof(act Act) bool { return slices.Contains(proven, act) }
