package policy

import "example.org/pana"

// Acts of supervision: who is told of what, and who looks after whom.
const (
	HeedNotice Act = "notice.heed" // let be known that one has seen what one was told
)

// supervisionRules: what somebody was told she alone lets be known to have seen.
var supervisionRules = map[Act][]Rule{
	HeedNotice: give(self, pana.Roles()...),
}
