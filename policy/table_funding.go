package policy

import "example.org/pana"

// Acts on who pays for the house.
const (
	SeeFunding    Act = "funding.see"        // agreements, rules, what was claimed and paid
	KeepAgreement Act = "funding.agreement"  // funders, what they pay, targets, tariffs, mandates
	SeeLedger     Act = "funding.ledger.see" // days and services by code, with who pays for each
	SplitShares   Act = "funding.shares"     // how the house splits, and who pays for one line alone
	CloseMonth    Act = "funding.close"      // what a month came to stays
	ReopenMonth   Act = "funding.reopen"     // with a reason
	ClaimMoney    Act = "funding.claim"      // what was asked for, paid and not paid
	SeeOwnFunding Act = "funding.own.see"    // a funder's officer: the totals of her own agreement

	TickServices Act = "funding.tick"     // what the whole house had
	SeeDays      Act = "funding.days.see" // the days of one client as they are counted
	NoteAbsence  Act = "funding.absence"  // why she was away
	MendService  Act = "funding.service"  // how long a service took and who pays, where its page did not say

	SeeLicence  Act = "funding.licence.see"
	KeepLicence Act = "funding.licence.keep"
)

// fundingRules: money and codes are the accountant's too, no word of a client is.
var fundingRules = map[Act][]Rule{
	SeeFunding:    either(give(atSite, heads...), give(atSite, pana.Accountant)),
	KeepAgreement: give(atSite, heads...),
	SeeLedger:     either(give(atSite, heads...), give(atSite, pana.Accountant)),
	SplitShares:   give(atSite, heads...),
	CloseMonth:    either(give(atSite, heads...), give(atSite, pana.Accountant)),
	ReopenMonth:   give(atSite, heads...),
	ClaimMoney:    either(give(atSite, heads...), give(atSite, pana.Accountant)),
	SeeOwnFunding: give(self, pana.Funder),

	TickServices: inHouse(),
	SeeDays:      either(give(atSite, heads...), give(assigned, careful...)),
	NoteAbsence:  either(give(atSite, heads...), give(assigned, careful...)),
	MendService:  either(give(atSite, heads...), give(assigned, careful...)),

	SeeLicence:  give(atSite, heads...),
	KeepLicence: give(atSite, heads...),
}
