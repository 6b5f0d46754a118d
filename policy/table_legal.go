package policy

import "example.org/pana"

// Acts on papers and in court. They need the legal part of a file, which the
// psychologist, the nurse and the night do not read.
const (
	SeePapers     Act = "paper.see"
	WritePapers   Act = "paper.write" // the register and how a paper is restored
	TakePaperStep Act = "paper.step"
	SeeCourt      Act = "court.see"
	WriteCourt    Act = "court.write" // her wish, cases, sums, what is due
	KeepHearing   Act = "court.hearing"
)

var legalRules = map[Act][]Rule{
	SeePapers:     either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	WritePapers:   either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	TakePaperStep: either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	SeeCourt:      either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	WriteCourt:    either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
	KeepHearing:   either(give(atSite, heads...), give(assigned, pana.SocialWorker, pana.Lawyer)),
}
