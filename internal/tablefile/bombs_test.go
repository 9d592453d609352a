package tablefile_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"hocso/internal/tablefile"
)

// small are bounds like those of a short table.
var small = tablefile.Options{MaxRows: 2000, MaxColumns: 100, MaxUnpacked: 4 << 20}

const (
	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	ofOffice  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	tableHead = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`
	tableText = `<si><t>Mã</t></si><si><r><rPr><b/></rPr><t>Số người </t></r><r><t xml:space="preserve">trưởng thành</t></r></si>`
)

// xlsx makes a file whose one sheet has a header and the rows, written as they are given, and more texts than those of the header.
func xlsx(t *testing.T, rows, texts string) []byte {
	t.Helper()
	return styled(t, rows, texts, "")
}

// styled is xlsx with formats of cells.
func styled(t *testing.T, rows, texts, styles string) []byte {
	t.Helper()
	relation := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, ofOffice, kind, target)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ` +
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`},
		{"_rels/.rels", fmt.Sprintf(relations, relation("rId1", "officeDocument", "xl/workbook.xml"))},
		{"xl/_rels/workbook.xml.rels", fmt.Sprintf(relations,
			relation("rId2", "sharedStrings", "/xl/sharedStrings.xml")+relation("rId3", "styles", "styles.xml")+relation("rId1", "worksheet", "worksheets/sheet1.xml"))},
		{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + styles + `</styleSheet>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + ofOffice + `"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + tableText + texts + `</sst>`},
		{"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + tableHead + rows + `</sheetData></worksheet>`},
	} {
		w, err := archive.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestASmallFileThatSpreadsFarOverTheSheetTakesLittleMemory(t *testing.T) {
	var wide strings.Builder
	for row := 2; row <= 101; row++ {
		fmt.Fprintf(&wide, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
	}
	for name, c := range map[string]struct{ rows, code string }{
		"to the right": {wide.String(), tablefile.FaultTooManyColumns},
		"down":         {`<row r="1048576"><c r="B1048576"><v>1</v></c></row>`, tablefile.FaultTooManyRows},
		"merged":       {`<row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells><sheetData>`, ""},
	} {
		raw := xlsx(t, c.rows, "")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, fault := tablefile.Read(raw, small)
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 4<<20 {
			t.Errorf("%s: a file of %d bytes took %d", name, len(raw), taken)
		}
		if code := codeOf(fault); code != c.code {
			t.Errorf("%s: %q", name, code)
		}
	}
}

// A table of a whole ward may be large, but has no million texts.
func TestAFileOfAMillionTextsIsRefusedHoweverMuchMayUnpack(t *testing.T) {
	large := small
	large.MaxUnpacked = 64 << 20
	if _, fault := tablefile.Read(xlsx(t, "", strings.Repeat("<si/>", 1_000_000)), large); codeOf(fault) != tablefile.FaultUnpacksTooLarge {
		t.Errorf("%+v", fault)
	}
	if got, fault := tablefile.Read(xlsx(t, "", strings.Repeat("<si/>", 100_000)), large); fault != nil || len(got.Rows) != 1 {
		t.Errorf("as many as a ward may have: %+v", fault)
	}
}

func TestDaysAreKnownByTheWorkbooksOwnFormats(t *testing.T) {
	styles := `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts>
		<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
		<dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs>`
	got, fault := tablefile.Read(styled(t, `<row r="2"><c r="A2" s="0"><v>46000</v></c><c r="B2" s="1"><v>46000</v></c><c r="C2" s="2"><v>46000</v></c></row>`, "", styles), small)
	if fault != nil || !reflect.DeepEqual(got.Rows[1].Cells, []string{"46000", "2025-12-09", "46000"}) {
		t.Errorf("%+v, fault %+v", got.Rows, fault)
	}
}

func codeOf(fault *tablefile.Fault) string {
	if fault == nil {
		return ""
	}
	return fault.Code
}

func TestAnXLSXBeyondTheBoundsOfWhatAnybodyWritesIsRefused(t *testing.T) {
	var overlapping strings.Builder
	for range 9000 {
		overlapping.WriteString(`<mergeCell ref="A1:A1048576"/>`)
	}
	var own, filled strings.Builder
	for i := range 70_000 {
		fmt.Fprintf(&own, `<numFmt numFmtId="%d"/>`, i)
	}
	for row := 2; row <= 2000; row++ {
		fmt.Fprintf(&filled, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, row, row)
	}
	spread := strings.Repeat("<a>"+strings.Repeat("b", 60)+"</a>", 40_000)
	for name, c := range map[string]struct {
		raw  []byte
		code string
	}{
		"attributes":       {xlsx(t, `<row r="2"`+strings.Repeat(` a=""`, 500_000)+`/>`, ""), tablefile.FaultNotReadable},
		"depth":            {xlsx(t, strings.Repeat("<a>", 200_000)+strings.Repeat("</a>", 200_000), ""), tablefile.FaultNotReadable},
		"a large sheet":    {xlsx(t, strings.Repeat(`<a></a>`, 700_000), ""), tablefile.FaultUnpacksTooLarge},
		"many texts":       {xlsx(t, "", strings.Repeat("<si/>", 1_000_000)), tablefile.FaultUnpacksTooLarge},
		"many tags":        {xlsx(t, "", strings.Repeat("<a/>", 700_000)), tablefile.FaultUnpacksTooLarge},
		"two large parts":  {xlsx(t, spread, spread), tablefile.FaultUnpacksTooLarge},
		"many runs":        {xlsx(t, "", "<si>"+strings.Repeat("<r/>", 40_000)+"</si>"), tablefile.FaultNotReadable},
		"many formats":     {styled(t, "", "", "<cellXfs>"+strings.Repeat("<xf/>", 70_000)+"</cellXfs>"), tablefile.FaultUnpacksTooLarge},
		"many own formats": {styled(t, "", "", "<numFmts>"+own.String()+"</numFmts>"), tablefile.FaultUnpacksTooLarge},
		"merged widely":    {xlsx(t, filled.String()+`</sheetData><mergeCells><mergeCell ref="A2:CV2000"/></mergeCells><sheetData>`, ""), tablefile.FaultNotReadable},
		"a long text":      {xlsx(t, "", "<si><t>"+strings.Repeat("a", 300_000)+"</t></si>"), tablefile.FaultNotReadable},
		"rows twice":       {xlsx(t, `<row r="2"/><row r="2"/>`, ""), tablefile.FaultNotReadable},
		"cells twice":      {xlsx(t, `<row r="2"><c r="A2"/><c r="A2"/></row>`, ""), tablefile.FaultNotReadable},
		"no such text":     {xlsx(t, `<row r="2"><c r="A2" t="s"><v>2</v></c></row>`, ""), tablefile.FaultNotReadable},
		"no such cell":     {xlsx(t, `<row r="2"><c r="ZZZZZZZZZZZZZZZZ2"/></row>`, ""), tablefile.FaultNotReadable},
		"broken XML":       {xlsx(t, `<row r="2"><c r="A2">`, ""), tablefile.FaultNotReadable},
		"an entity":        {xlsx(t, `<row r="2"><c r="A2"><v>&a;</v></c></row>`, ""), tablefile.FaultNotReadable},
		"merged anew":      {xlsx(t, `</sheetData><mergeCells>`+overlapping.String()+`</mergeCells><sheetData>`, ""), tablefile.FaultNotReadable},
		"a nameless merge": {xlsx(t, `</sheetData><mergeCells><mergeCell ref="?"/></mergeCells><sheetData>`, ""), tablefile.FaultNotReadable},
	} {
		got, fault := tablefile.Read(c.raw, small)
		if code := codeOf(fault); len(c.raw) > 1<<20 || len(got.Rows) > 0 || code != c.code {
			t.Errorf("%s, %d bytes: %d rows, %q, want %q", name, len(c.raw), len(got.Rows), code, c.code)
		}
	}
}

func TestXLSXOfOtherProgramsIsReadToo(t *testing.T) {
	got, fault := tablefile.Read(xlsx(t, `
		<row><c t="inlineStr"><is><t>24175-001</t></is></c><c><v>412.0</v></c></row>
		<row r="4" ht="15"><c r="A4" t="str"><v>24175-002</v></c><c r="B4" s="1" t="n"><v>9</v><extLst/></c><c r="CV4"/><c r="CW4"/></row>
		<row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5" t="inlineStr"><is><t>7.0</t></is></c><c r="C5"><v>8.4900000001E10</v></c></row>`,
		`<si><t>Buôn &amp; Hai</t><rPh sb="0" eb="1"><t>x</t></rPh></si>`), small)
	want := []tablefile.Row{{Number: 1, Cells: []string{"Mã", "Số người trưởng thành"}}, {Number: 2, Cells: []string{"24175-001", "412"}},
		{Number: 4, Cells: []string{"24175-002", "9"}}, {Number: 5, Cells: []string{"Buôn & Hai", "7.0", "84900000001"}}}
	if fault != nil || !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("%+v, fault %+v", got.Rows, fault)
	}
	got, fault = tablefile.Read(xlsx(t, `<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>`, ""), small)
	if fault != nil || len(got.Rows) != 2 || !reflect.DeepEqual(got.Rows[1].Formulas, []int{1}) {
		t.Errorf("a shared formula: %+v, fault %+v", got.Rows, fault)
	}
}
