package rights

import "example.org/pana"

const (
	standing = "NOT r.superseded"
	newest   = "r.newest"
	ofHers   = "r.subject_id IN (SELECT e.id FROM episodes e WHERE e.client_id = $1 UNION SELECT q.id FROM requests q WHERE q.client_id = $1)"
)

// catalogue is everything that a file can say about a client, kind by kind in the
// order of the way. A test holds that every table of the house is in it or in
// apart.
var catalogue = []kind{
	k("person", "clients", pana.Identity, `@names @contact @birth @place sex:code/sex age_band:code/age-band birth_year:number
		language:code/language citizenship:code/country undetermined:yes origin_country:code/country origin_region:code/kz-region
		education:code/htcds/education marital:code/htcds/marital children:number`).by("r.id = $1"),
	k("language", "client_languages", pana.Identity, `language:code/language speaks:yes literacy:code/literacy`).key("r.language"),
	k("mark", "tags", pana.Care, `tag:code/tag`).key("r.tag"),
	k("time", "episodes", pana.Care, `opened:day closed:day stage:code/stage stage_since:day`),
	k("arrival", "arrivals", pana.Care, `at:moment danger:key/client.answer. injured:key/client.answer. police:key/client.answer. children:number
		guardianship:key/guardian.`).key("r.episode_id"),
	k("stay", "stays", pana.Care, `since:day until:day ended_as:key/residence.ended. children:number @reason`).in("r.since, r.id"),
	k("term", "terms", pana.Care, `payer:code/payer-kind until:day`).when(standing),
	k("term-ask", "term_asks", pana.Care, `asked_on:day wanted:day @reason answered:key/term.answer. until:day @answer`).also("answered", "r.answer"),
	k("worker", "assignments", pana.Care, `role:key/role. since:day until:day`).key("r.staff_id || r.role || r.since || r.episode_id"),
	k("identification", "identifications", pana.Care, `outcome:code/identification body:code/htcds/deciding-body on_day:day`).by(ofHers),
	k("eligibility", "eligibilities", pana.Care, `payer:code/payer-kind outcome:code/eligibility on_day:day @reason`).by(ofHers),
	k("consent", "consents", pana.Care, `purpose:key/client.purpose. recipient=office:office given_at:moment language:code/language method:key/consent.method.
		given_by:key/client-copy.giver. @giver assent:key/client-copy.assent. refused:yes until:day withdrawn_at:moment @note`).when("r.purpose <> ''").
		also("given_by", "CASE WHEN r.given_by = '' THEN 'unknown' ELSE r.given_by END"),

	k("strength", "notes", pana.Care, `on_day:day source:key/client-copy.source. @told @text`).when(standing + " AND r.kind = 'strength'").in("r.on_day, r.id"),
	k("note", "notes", "", `on_day:day kind:code/note-kind source:key/client-copy.source. @told @text`).when(standing + " AND r.kind <> 'strength'").in("r.on_day, r.id"),
	k("paper-copy", "documents", "", `kind:code/document-kind at:moment @title @number @note`),
	k("around", "persons", "", `role:code/person-role knows:key/call.answer.`).when("r.role <> 'possible-exploiter'"),

	k("area", "assessment_areas", "", `on_day:day area:code/area level:code/need-level urgency:code/urgency source:key/client-copy.source. @told @text`).in("r.on_day, r.id").
		also("compartment", "COALESCE((SELECT MIN(w.compartment) FROM words w WHERE w.owner = r.client_id AND w.tbl = 'assessment_areas' AND w.row = r.id), 'care')"),
	k("harm", "prior_harms", pana.Care, `kind:code/prior-harm began:fuzzy/from ended_when:fuzzy/until source:key/client-copy.source. @told @text`).when("r.ended = ''"),
	k("chance", "missed_chances", pana.Care, `kind:code/bystander when:fuzzy source:key/client-copy.source. @told @text`).when("r.ended = ''").ofOthers(),
	k("home-risk", "household_risks", pana.Care, `kind:code/household-risk whose:code/household-who source:key/client-copy.source. @told @text`).when("r.ended = ''").ofOthers(),
	k("happened", "trafficking", pana.Care, `status:code/htcds/status decided_by:code/htcds/deciding-body decided_on:day began:fuzzy/from ended_when:fuzzy/until
		months_least:number months_most:number age_when:number recruiter:code/recruiter-relation exit_mode:code/exit-mode @told:word @place:words`).when(newest),
	k("happened-as", "trafficking_codes", pana.Care, `code:listed/list`).key("r.list || r.code").when("EXISTS (SELECT 1 FROM trafficking t WHERE t.id = r.trafficking_id AND t.newest)"),
	k("happened-at", "trafficking_places", pana.Care, `kind:key/trafficking.place.kind. country:code/country region:code/region when:fuzzy`).
		key("r.trafficking_id || '.' || CAST(r.n AS TEXT)").when("EXISTS (SELECT 1 FROM trafficking t WHERE t.id = r.trafficking_id AND t.newest)"),

	k("alert", "alerts", pana.Safety, `since:day until:day kind:code/alert-kind @text`),
	k("handover", "handover_lines", pana.Identity, `at:moment @text`),
	k("out", "outs", pana.Identity, `went:moment expected:moment back:moment @where`),
	k("not-back", "out_steps", pana.Identity, `at:moment @text`),
	k("incident", "incident_parts", pana.Identity, `day:day kind:code/incident-kind part:code/incident-part @text`).
		also("day", "(SELECT i.on_day FROM incidents i WHERE i.id = r.incident_id)").
		also("kind", "(SELECT i.kind FROM incidents i WHERE i.id = r.incident_id)"),
	k("together", "house_agreed", pana.Identity, `on_day:day answer:key/client-copy.agreed. language:code/language`).when(newest),
	k("risk", "risk_reviews", pana.Safety, `on_day:day @told @text @sought @place-known @threats @violence @hold @way-back @self @others`).ofOthers(),
	k("call-rule", "contact_rules", pana.Safety, `rule:code/contact-rule`).key("r.rule").when("EXISTS (SELECT 1 FROM contact_rule_sets s WHERE s.id = r.set_id AND s.newest)"),
	k("safe-plan", "safety_plans", pana.Safety, `agreed_on:day agreed:key/safeplan.agreed. @signals @steps @places @signs @helps @avoid`).
		when("r.number = (SELECT MAX(p.number) FROM safety_plans p WHERE p.client_id = r.client_id AND p.kind = r.kind)"),

	k("trust", "trust_milestones", pana.Care, `reached:day ended:day @text`),
	k("trust-answer", "trust_answers", pana.Care, `on_day:day answer:key/trust.answer. @told`),
	k("trust-contact", "trust_contacts", pana.Care, `on_day:day signs:codes/trust-sign @text`).when(standing),
	k("plan", "plans", pana.Care, `destination:code/plan-destination review_on:day`).key("r.episode_id"),
	k("goal", "plan_lines", "", `since:day area:code/area @goal @target baseline:code/need-level state:key/plan.state. state_on:day client_says:key/call.answer. @ending`),
	k("step", "plan_steps", "", `@what who:key/plan.step.who. when:fuzzy state:key/plan.step.state. state_on:day`).
		also("compartment", "(SELECT l.compartment FROM plan_lines l WHERE l.id = r.line_id)"),
	k("review", "plan_reviews", pana.Care, `on_day:day agreed:key/plan.review.agreed. @told @text next_on:day`),
	k("hope", "aspirations", pana.Care, `since:day @told when:fuzzy closing:code/aspiration-end closed_on:day @ending`),
	k("outcome", "outcome_answers", pana.Care, `day:day outcome:code/outcome step:number`).
		also("day", "(SELECT o.on_day FROM outcome_ratings o WHERE o.id = r.rating_id)").key("r.rating_id || r.outcome").
		when("NOT EXISTS (SELECT 1 FROM outcome_ratings o WHERE o.id = r.rating_id AND o.superseded)"),
	k("skill", "skill_ratings", pana.Care, `on_day:day skill:code/skill level:key/skill.level. rater:key/skill.rater. @text`),
	k("talk", "therapy_seats", pana.Care, `day:day kind:code/session-kind state:key/session.state.`).
		also("day", "(SELECT s.on_day FROM therapy_sessions s WHERE s.id = r.session_id)").
		also("kind", "(SELECT s.kind FROM therapy_sessions s WHERE s.id = r.session_id)"),

	k("complaint", "complaints", pana.Health, `on_day:day kind:code/complaint-kind when:fuzzy source:key/client-copy.source. @told @text resolved:day`).when(newest),
	k("pregnancy", "pregnancies", pana.Health, `on_day:day answer:key/call.answer. when:fuzzy source:key/client-copy.source. @text`).when(newest),
	k("allergy", "allergies", pana.Health, `kind:code/allergy-kind severe:key/call.answer. source:key/client-copy.source. @what @happens @do ended:day`).when(newest),
	k("doctor", "appointments", pana.Health, `on_day:day kind:code/appointment-kind organisation_id=office:office state:key/session.state. why_not:code/visit-not-held @reason @prepare @result`),
	k("medicine", "medicines", pana.Health, `@name @dose @how from_day:day until_day:day stopped:day why:code/medicine-stopped @stopped=because`).when(newest),

	k("dose", "doses", pana.Identity, `on_day:day clock:plain state:key/client-copy.dose. @note`).when(newest),
	k("box", "box_counts", pana.Identity, `at:moment counted:number @note`),

	k("paper", "papers", pana.Legal, `kind:code/document-kind state:code/document-state country:code/country @number when:fuzzy/issued expires:day place:code/paper-place obtained:day
		source:key/client-copy.source. @note`),
	k("paper-step", "paper_steps", pana.Legal, `@title planned:day asked:day done:day organisation_id=office:office @office=office-words @note`),
	k("court-wish", "court_wishes", pana.Legal, `on_day:day wish:code/court-wish source:key/client-copy.source. @told @note`),
	k("case", "court_cases", pana.Legal, `kind:code/case-kind role:code/court-role stage:code/court-stage opened:day @number @note @statement`),
	k("money", "compensations", pana.Legal, `on_day:day step:code/compensation-step amount:number currency:plain`).when("NOT r.struck"),
	k("deadline", "court_deadlines", pana.Legal, `kind:code/deadline-kind due:day met:day @note`),
	k("hearing", "hearings", pana.Legal, `on_day:day clock:plain kind:code/hearing-kind organisation_id=office:office result:code/hearing-result @room @result=came-of-it @note`),
	k("return", "returns", pana.Safety, `kind:code/return-kind state:code/return-state country:code/country travel_on:day departed_on:day arrived_on:day @wish @place @note @reason`),
	k("return-answer", "return_answers", pana.Safety, `on_day:day answer:key/return.answer. @words`).when(standing),
	k("family", "family_accounts", pana.Safety, `on_day:day source:code/family-source recruited:key/call.answer. profited:key/call.answer. knew:key/call.answer. @words`).when(standing).ofOthers(),

	k("kept", "kept_things", pana.Care, `on_day:day kind:code/belonging-kind @what amount:number currency:plain back_on:day @note`),
	k("handed", "handed_back", pana.Care, `on_day:day way:code/belonging-way amount:number @note`),
	k("given", "given_things", pana.Care, `on_day:day kind:code/given-kind @what quantity:number amount:number currency:plain`),

	k("story", "stories", pana.Care, `since:day language:code/language @text=words`),
	k("story-answer", "story_answers", pana.Care, `on_day:day yes:yes uses:codes/story-use until_day:day method:key/consent.method. withdrawn:day @told`),
	k("story-reading", "story_readings", pana.Care, `on_day:day answer:key/client-copy.story. way:code/story-reading @told`),
	k("story-place", "story_places", pana.Care, `on_day:day used_for=uses:codes/story-use @place=where @link down_on:day`),

	k("letter", "client_letters", "", `handed_on=on-day:day kind:code/letter-kind organisation_id=office:office named:yes basis:code/disclosure-basis @subject @text`).when("r.handed_on <> ''").
		also("compartment", "CASE r.kind WHEN 'clinic' THEN 'health' WHEN 'school' THEN 'care' WHEN 'office' THEN 'care' ELSE 'legal' END"),

	k("school", "schoolings", pana.Care, `on_day:day years_least:number years_most:number last_class:number attendance:code/attendance followed:code/followed-lessons
		helps=eased:codes/learning-help coins:code/money-skill prices:code/money-skill saving:code/money-skill source:key/client-copy.source. @told @why @helps`).when(newest),
	k("course", "courses", pana.Care, `@title kind:code/course-kind organisation_id=office:office when:fuzzy state:code/course-step three_months:code/after-three-months @told @note`),
	k("course-step", "course_steps", pana.Care, `step:code/course-step when:fuzzy @why`),
	k("job", "jobs", pana.Care, `@title when:fuzzy ended:day three_months:code/after-three-months @told @why @note`),
	k("work", "works", pana.Care, `given_back:day`).key("r.document_id"),
	k("showing", "showings", pana.Care, `from_day:day until_day:day taken_down:day organisation_id=office:office @where`),
	k("school-place", "school_places", pana.Care, `kind:code/place-kind class:plain state:code/place-state when:fuzzy organisation_id=office:office @group @told @note`),
	k("own-step", "own_steps", pana.Care, `@text @note when:fuzzy settled:day`),
	k("absence", "fund_absences", pana.Care, `went:day back:day reason:code/absence-reason`),
	k("guests", "visit_meetings", pana.Care, `on_day:day answer=agreed:key/call.answer. language:code/language`).when(newest),
	k("helper-asked", "helper_answers", pana.Care, `on_day:day answer=agreed:key/call.answer. language:code/language`).when(newest),
	k("helped", "helper_bookings", pana.Care, `on_day:day at_clock=clock:plain from_lang=language:code/language minutes:number state:key/session.state.`),
	k("rights-told", "rights_told", pana.Care, `on_day:day way:code/rights-way language:code/language @told`),

	k("centre-order", "youth_orders", pana.Care, `basis:code/youth-basis @who=ordered-by reason:code/youth-reason @told sessions:number from_day:day until_day:day ended_on=ended:day`),
	k("centre-group", "youth_members", pana.Care, `from_day:day until_day:day`),
	k("attended", "youth_marks", pana.Care, `on_day:day mark:key/client-copy.mark. minutes:number`),
	k("centre-event", "youth_incidents", pana.Care, `on_day:day kind:code/youth-incident @told`).ofOthers(),
	k("centre-told", "youth_referrals", pana.Care, `on_day:day`),
	k("answers-for", "youth_guardians", pana.Identity, `relation:code/youth-guardian @name @contact`).when("r.ended = ''").ofOthers(),

	k("leaving", "exits", pana.Care, `kind:code/exit-kind country:code/country on_day:day @told:words/exit-point @place @because`),
	k("agreement", "agreements", pana.Identity, `since:day channel:code/call-channel call_minutes:number month_calls:number months:number @number ended:day`).when(standing),
	k("call", "calls", pana.Care, `on_day:day direction:key/call.direction. minutes:number result:code/call-result safe:key/call.answer. housed:key/call.answer.
		occupied:key/call.answer. health:key/call.answer. contact:key/call.answer. again:key/call.answer. @help`),
	k("more-calls", "call_extensions", pana.Care, `asked_on:day more:number @reason answered:key/call.answer. @answer`).also("answered", "r.answer"),
	k("closing", "closings", pana.Care, `reason:code/closing-reason on_day:day`).key("r.episode_id"),

	// Only an order of a court reaches what is said of others.
	k("kin", "persons", "", `@name @contact @note`).when("r.role <> 'possible-exploiter'").ofOthers(),
	k("suspect", "persons", pana.Safety, `@name @contact @note`).when("r.role = 'possible-exploiter'").ofOthers(),
}

// apart are the tables of a file that are no kind of their own, and why.
var apart = map[string]string{
	"youth_people":          "the name to call: it stands among her names",
	"youth_corrections":     "what stood before it was put right; what stands now is with her names",
	"youth_worries":         "what others might do",
	"counted":               "codes that stand in the file itself, once more, to be counted",
	"stages":                "the way so far: the stage and its day stand with the time",
	"conflicts":             "about those who work here",
	"watch_tokens":          "not to be read back",
	"met_tokens":            "not to be read back",
	"watch_matches":         "about others",
	"requests":              "told by others",
	"request_sources":       "told by others",
	"indicators_seen":       "what staff saw and others told, before anything was known",
	"apart":                 "about others",
	"story_checks":          "how staff made it so that nobody knows her in it",
	"story_signatures":      "about those who work here",
	"assessments":           "when an assessment was made stands with its areas",
	"before_marks":          "stands with what was before, and is made of it",
	"risk_answers":          "weights that staff gave to what others might do",
	"risk_reports":          "what others did",
	"bonds":                 "hidden from all but two roles, from the file too",
	"bond_instances":        "the same",
	"contact_rule_sets":     "its rules stand by themselves",
	"safety_plan_calls":     "about others",
	"trust_proposals":       "the word of one worker to another",
	"plan_destinations":     "the plan has the one that counts",
	"outcome_ratings":       "its answers stand by themselves",
	"therapy_sessions":      "her place in it stands by itself",
	"early_childhoods":      "what a psychologist keeps to herself",
	"therapy_measures":      "the same",
	"therapy_openings":      "about those who work here",
	"therapy_openings_told": "the same",
	"answered_forms":        "read in its own form; see the page of forms",
	"paper_states":          "the paper has the one that counts",
	"paper_tracks":          "its steps stand by themselves",
	"court_stages":          "the case has the one that counts",
	"court_measures":        "what was wished in court stands with the case",
	"hearing_escorts":       "about those who work here",
	"court_reflections":     "a day of the law",
	"return_people":         "about others",
	"return_calls":          "about others",
	"return_risks":          "weights that staff gave to what others might do",
	"return_risk_answers":   "the same",
	"return_signatures":     "about those who work here",
	"return_exceptions":     "about those who work here",
	"exit_points":           "a list to go through; her words stand with leaving",
	"helper_settled_before": "the booking has what counts",
	"visit_met":             "about others: who came to the house",
	"helper_unasked":        "that somebody interpreted stands with the session or the hearing",
	"chore_turns":           "whose turn it was with the house; gone within two weeks",
	"safe_tokens":           "not to be read back",
	"holds":                 "a reason of the house",
	"report_lines":          "that she stood on the list of a report is in the register of what was given",
	"danger_openings":       "about those who work here",
	"notices":               "what those who work here were told",
	"seconds":               "about those who work here; gone within a day",
	"trail_states":          "sums of her rows, which say nothing",
	"document_chunks":       "the paper itself is shown at its page",
	"name_tokens":           "not to be read back",
	"name_sets":             "not to be read back",
	"words":                 "stand with the rows that they are of",
	"disclosures":           "the register is a page of its own",
	"restrictions":          "a page of its own",
	"orders":                "a page of its own",
	"fund_overrides":        "who pays for one row of hers, which stands by itself",
	"services_mended":       "how long a service took and who pays for it; the service stands by itself",
	"fund_ticks":            "meals and laundry of the whole house",
	"fund_numbers":          "under which number the house was paid; says nothing",
	"corrections":           "a page of its own; her words stand beside the record",
}
