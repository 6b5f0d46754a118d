package transfer

// A field is one column of the case data standard.
type field struct {
	name    string   // as the standard names it, prefix and all
	label   string   // as the published workbooks label it; empty where a label would be ambiguous
	also    []string // other names found in published files
	list    string   // code list of its answers
	many    bool     // several answers in one cell
	person  bool     // says who somebody is: never shown again
	address bool     // part of the mailing address
}

// fields are the columns the house has a place for, in the order of the
// standard. What is not here is named in the report of an import.
var fields = []field{
	{name: "prs_Salutation", label: "Salutation", person: true},
	{name: "prs_FirstName", label: "First Name", person: true},
	{name: "prs_MiddleName", label: "Middle Name", person: true},
	{name: "prs_SecondName", label: "Second Name", person: true},
	{name: "prs_Birthdate", label: "Birthdate", person: true},
	{name: "prs_Gender", label: "Gender", list: "htcds/gender"},
	{name: "prs_Deceased", label: "Deceased"},
	{name: "prs_MaritalStatus", label: "Marital Status", list: "htcds/marital"},
	{name: "prs_NumberOfChildren", label: "Number of Children"},
	{name: "prs_PrimaryLanguage", label: "Primary Language", list: "language"},
	{name: "prs_SecondaryLanguage", label: "Secondary Language", list: "language", many: true},
	{name: "prs_HighestLevelOfEducation", label: "Highest Level of Education", list: "htcds/education"},
	{name: "prs_Citizenship", label: "Citizenship", list: "country", many: true},
	{name: "prs_IdentityNumber", label: "Identity Number", person: true},
	{name: "prs_Title", label: "Title", person: true},
	{name: "prs_Email", label: "Email", person: true},
	{name: "prs_HomePhone", label: "Home Phone", person: true},
	{name: "prs_MobilePhone", label: "Mobile Phone", person: true},
	{name: "prs_MailingStreet", label: "Mailing Street", person: true, address: true},
	{name: "prs_MailingCity", label: "Mailing City", person: true, address: true},
	{name: "prs_MailingState", label: "Mailing State/Province", person: true, address: true},
	{name: "prs_MailingPostalCode", label: "Mailing Zip/Postal Code", person: true, address: true},
	{name: "prs_MailingCountry", label: "Mailing Country", person: true, address: true},
	{name: "prs_MailingLongitude", person: true},
	{name: "prs_MailingLatitude", person: true},

	{name: "vic_AgreementToManagePersonalData", label: "Agreement to Manage Personal Data"},
	{name: "vic_TraffickingStatus", label: "Trafficking Status", list: "htcds/status"},
	{name: "vic_TraffickingStatusDecisionMakingOrg", label: "Trafficking Status Decision Making Organization",
		also: []string{"vic_TraffickinStatusDecisionMakingOrg", "vic_TraffickingStatusDecisionMakingOrganization"}, list: "htcds/deciding-body"},
	{name: "vic_RelationshipToTrafficker", label: "Relationship to Trafficker", list: "recruiter-relation"},
	{name: "vic_AgeWhenTrafficked", label: "Age when Trafficked"},
	{name: "vic_RecruitmentWebsitesAndApps", label: "Recruitment Websites and Apps", list: "htcds/website", many: true},
	{name: "vic_MethodOfRecruitment", label: "Method of Recruitment", also: []string{"vic_MethodsOfRecruitment"}, list: "htcds/recruitment-method", many: true},
	{name: "vic_LocationOfRecruitment", label: "Location of Recruitment", person: true},
	{name: "vic_MethodsOfControl", label: "Methods of Control", also: []string{"vic_MethodOfControl"}, list: "htcds/control", many: true},
	{name: "vic_TypeOfExploitation", label: "Type of Exploitation", list: "htcds/exploitation", many: true},
	{name: "vic_ForcedLabourIndustry", label: "Forced Labour Industry", list: "htcds/labour-industry", many: true},
	{name: "vic_TypeOfSexExploitation", label: "Type of Sex Exploitation", list: "htcds/sex-exploitation", many: true},
	{name: "vic_LocationOfExploitation", label: "Location of Exploitation", person: true},
	{name: "vic_ExploitationWebsitesAndApps", label: "Exploitation Websites and Apps", list: "htcds/website", many: true},
	{name: "vic_Vulnerabilities", label: "Vulnerabilities", person: true},
	{name: "vic_DetailsOfVulnerabilities", label: "Details of Vulnerabilities", person: true},

	{name: "per_RoleInProcess", label: "Role in Process", list: "htcds/role-in-process", many: true},
	{name: "per_RoleDetails", label: "Role Details", person: true},
	{name: "per_Organisation", person: true},

	{name: "cas_Status", label: "Status", list: "htcds/case-status"},
	{name: "cas_ReasonForCaseClosure", label: "Reason for Case Closure", person: true},
	{name: "cas_CaseOwner", label: "Case Owner", person: true},
	{name: "cas_ReferringOrganisation", label: "Referring Organisation", person: true},
	{name: "cas_IncomingReferralDate", label: "Incoming Referral Date"},
	{name: "cas_ReferringPrimaryCaseWorker", label: "Referring Primary Case Worker", person: true},
	{name: "cas_ReasonForIncomingReferral", label: "Reason for Incoming Referral", person: true}, // free text in the published form
	{name: "cas_IncomingReferralDetails", label: "Incoming Referral Details", person: true},
	{name: "cas_ReferredOrganisation", label: "Referred Organisation", person: true},
	{name: "cas_ReferredPrimaryCaseWorker", label: "Referred Primary Case Worker", person: true},
	{name: "cas_ReasonForOutgoingReferral", label: "Reason for Outgoing Referral", person: true},
	{name: "cas_OutgoingReferralDate", label: "Outgoing Referral Date"},
	{name: "cas_OutgoingReferralDetails", label: "Outgoing Referral Details", person: true},
	{name: "cco_CaseComment", label: "Case Comment", person: true},

	{name: "hte_Type", list: "htcds/event-type"},
	{name: "hte_Date"},
	{name: "hte_Country", list: "country"},
	{name: "hte_State", person: true},
	{name: "hte_City", person: true},
	{name: "hte_Street", person: true},
	{name: "hte_PostalCode", person: true},
	{name: "hte_Longitude", person: true},
	{name: "hte_Latitude", person: true},
	{name: "hte_Description", person: true},

	{name: "spl_Objectives", label: "Objectives", person: true},
	{name: "spl_ActionPlan", label: "Action Plan", person: true},
	{name: "spl_PlannedEndDate", label: "Planned End Date"},
	{name: "spl_ActualEndDate", label: "Actual End Date"},
	{name: "spl_Type", list: "htcds/support-type", many: true},

	{name: "con_Consent", label: "Consent"},
}
