package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

const (
	wardPeople     = 50_000
	wardVillages   = 25
	importPromise  = 30 * time.Second
	exportPromise  = 100 << 20
	largestRequest = 5 * time.Minute
)

// BenchmarkImportingFiftyThousandPeople has a table of so many people of a ward looked at and then taken in, over HTTP, and reports how
// long each takes and how many lines of progress came.
func BenchmarkImportingFiftyThousandPeople(b *testing.B) {
	for range b.N {
		data := campaignShape{submissions: 1, villages: wardVillages, wards: 1}.load(b)
		server := serve(b, []string{"--data=" + data.dir})
		table, path, token := tableOf(data, wardPeople), "/wards/"+data.villages[0].Ward+"/imports/", data.token(b, data.officer)
		var outcome struct{ Added int }
		began := time.Now()
		raw, _ := send(b, server, path+"check", token, "text/csv", table)
		looked := time.Since(began)
		must(b, json.Unmarshal(raw, &outcome))
		if outcome.Added != wardPeople {
			b.Fatalf("%d would be added: %.300s", outcome.Added, raw)
		}
		began = time.Now()
		raw, first := send(b, server, path+"people?agreed=true", token, "text/csv", table)
		taken := time.Since(began)
		lines := bytes.Split(bytes.TrimSpace(raw), []byte("\n"))
		var last struct{ Outcome struct{ Added int } }
		must(b, json.Unmarshal(lines[len(lines)-1], &last))
		if last.Outcome.Added != wardPeople {
			b.Fatalf("%d were added: %.300s", last.Outcome.Added, lines[len(lines)-1])
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(looked.Seconds(), "s-looked-at")
		b.ReportMetric(taken.Seconds(), "s-taken-in")
		b.ReportMetric(first.Seconds(), "s-to-first-line")
		b.ReportMetric(float64(len(lines)-1), "lines-of-progress")
		server.kill()
	}
}

// tableOf is a table of people who live in all villages of a campaign.
func tableOf(data campaignData, n int) []byte {
	var table strings.Builder
	table.WriteString("Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia;Đồng ý hiện trong danh sách\n")
	for i := range n {
		fmt.Fprintf(&table, "Nguyễn Thị Ngọc %06d;%s;09%08d;x;x\n", i, data.villages[i%len(data.villages)].ID, i)
	}
	return []byte(table.String())
}

// send posts a body, and returns the whole answer and after how long its first line came.
func send(b *testing.B, server *process, path, token, kind string, body []byte) (answer []byte, first time.Duration) {
	b.Helper()
	began := time.Now()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, server.url+"/api/v1"+path, bytes.NewReader(body))
	must(b, err)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := (&http.Client{Timeout: largestRequest}).Do(req)
	must(b, err)
	defer func() { _ = res.Body.Close() }()
	reader := bufio.NewReader(res.Body)
	line, _ := reader.ReadBytes('\n') // a table has none, perhaps
	first = time.Since(began)
	rest, err := io.ReadAll(reader)
	must(b, err)
	if res.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d %.300s%.300s", path, res.StatusCode, line, rest)
	}
	return append(line, rest...), first
}

// BenchmarkTheListOfFiftyThousandPeople has a server answer with the list of a ward's people as XLSX, and reports how much more memory it
// holds at the most while it does.
func BenchmarkTheListOfFiftyThousandPeople(b *testing.B) {
	data := campaignShape{submissions: wardPeople * submissionsEach, villages: wardVillages, wards: 1}.load(b)
	measured(b, data.dir, "rebuild")
	for range b.N {
		server := serve(b, []string{"--data=" + data.dir})
		pid := server.cmd.Process.Pid
		before := residentMemory(b, pid)
		// From here on the most that it holds counts, not that of its start.
		must(b, os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0))
		began := time.Now()
		file, _ := send(b, server, "/wards/"+data.villages[0].Ward+"/residents/export", data.token(b, data.officer), "application/json", []byte(`{"format":"xlsx"}`))
		took := time.Since(began)
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		must(b, err)
		kib, _ := memoryIn(status, "VmHWM:")
		more := kib<<10 - before
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(float64(len(file)>>10), "KiB-file")
		b.ReportMetric(float64(before>>20), "MiB-before")
		b.ReportMetric(float64(more>>20), "MiB-more")
		if more > exportPromise {
			b.Errorf("the server holds %d MiB more, above %d", more>>20, exportPromise>>20)
		}
		server.kill()
	}
}
