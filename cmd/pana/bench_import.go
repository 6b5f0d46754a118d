//go:build !release

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"time"

	"example.org/pana/casework"
	"example.org/pana/demo"
	"example.org/pana/house"
	"example.org/pana/transfer"
)

// benchRows is how many rows the import brings in.
const benchRows = 5000

// bringIn imports a file of the case data standard into a fresh small house.
func (b *bench) bringIn(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "pana-bench-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := (demo.Crowd{Dir: dir, Clients: 100}).Build(ctx); err != nil {
		return err
	}
	h, err := house.Open(ctx, demo.CrowdOptions(dir))
	if err != nil {
		return err
	}
	defer h.Close()
	cookie, _, err := h.SignIn(ctx, house.Entry{Name: benchDirector, Passphrase: demo.CrowdPassphrase(benchDirector)})
	if err != nil {
		return err
	}
	as, _, err := h.Resume(ctx, cookie)
	if err != nil {
		return err
	}
	file := importFile()
	before, err := cpuOf(os.Getpid())
	if err != nil {
		return err
	}
	began := time.Now()
	rep, err := transfer.New(h, casework.New(h)).Import(as, transfer.HTCDS, file, transfer.Options{Site: h.SiteList()[0].ID})
	if err != nil {
		return err
	}
	took := time.Since(began)
	after, err := cpuOf(os.Getpid())
	if err != nil {
		return err
	}
	if rep.Rows != benchRows {
		return fmt.Errorf("%d rows came in, not %d", rep.Rows, benchRows)
	}
	b.report.single("import of HTCDS rows", "rows/s", benchRows/took.Seconds(), -2000,
		fmt.Sprintf("%d rows into a small house, read, checked and written; %.0f rows for each second of processor time", benchRows, benchRows/(after-before).Seconds()))
	return nil
}

// importFile is a file of invented people with the headings of the standard.
func importFile() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "prs_MobilePhone",
		"vic_AgreementToManagePersonalData", "vic_TraffickingStatus", "vic_TypeOfExploitation", "vic_MethodsOfControl",
		"cas_Status", "cas_IncomingReferralDate"})
	for i := range benchRows {
		first, last := demo.NameOf(i)
		w.Write([]string{first, last, fmt.Sprintf("%d-%02d-%02d", 1960+i%45, 1+i%12, 1+i%28), []string{"Feminine", "Masculine"}[i%5/4],
			[]string{"KAZ", "UZB", "KGZ", "RUS"}[i%4], fmt.Sprintf("+7 700 %07d", i), "Yes", "ActualVictimOfTrafficking",
			[]string{"ForcedLabour", "SexualExploitation;Servitude"}[i%2], "DebtBondage;WithholdsDocuments", "Active",
			fmt.Sprintf("20%02d-%02d-%02d", 18+i%8, 1+i%12, 1+i%28)})
	}
	w.Flush()
	return out.Bytes()
}
