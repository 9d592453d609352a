package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hocso/progress/people"
)

// figureCheck asks a server and compares.
type figureCheck struct {
	comparison
	server *process
	keys   people.Keys
	tokens map[string]string
	kept   map[string]json.RawMessage // answers in JSON, for the pages that are drawn of them
	enough bool                       // no more are kept
}

func (c *figureCheck) token(as string) string {
	if as != "" && c.tokens[as] == "" {
		c.tokens[as] = signIn(c.server.t, c.keys, as)
	}
	return c.tokens[as]
}

func (c *figureCheck) check(list []asked) {
	for _, one := range list {
		raw, err := c.get(one)
		path := one.what + ", " + one.path
		if err != nil {
			c.fault(path, "%v", err)
			continue
		}
		if rows, ok := one.want.([][]any); ok {
			if strings.Contains(one.path, "format=csv") {
				c.holdCSV(path, raw, rows)
			} else {
				c.holdXLSX(path, raw, rows)
			}
			continue
		}
		answer, err := c.whole(one, raw)
		if err != nil {
			c.fault(path, "%v", err)
			continue
		}
		if !c.enough && one.what != "board" {
			c.kept[one.what+" "+one.path] = raw
		}
		if one.turn != nil {
			answer = one.turn(answer)
		}
		c.hold(path, answer, one.want)
	}
}

// whole reads an answer, and where it lists people, those of its further pages too.
func (c *figureCheck) whole(one asked, raw []byte) (object, error) {
	var answer object
	if err := json.Unmarshal(raw, &answer); err != nil || one.turn == nil {
		return answer, err
	}
	for after, more := answer["next"].(string); more; after, more = answer["next"].(string) {
		next := one
		next.path += "&after=" + after
		raw, err := c.get(next)
		var page object
		if err == nil {
			err = json.Unmarshal(raw, &page)
		}
		if err != nil {
			return nil, err
		}
		items, _ := answer["items"].([]any)
		further, _ := page["items"].([]any)
		answer["items"], answer["next"] = append(items, further...), page["next"]
	}
	return answer, nil
}

// get asks, and again where the program had no time: how fast the machine is must not decide.
func (c *figureCheck) get(one asked) (raw []byte, err error) {
	for range 10 {
		var status int
		if raw, status, err = c.once(one); status != http.StatusServiceUnavailable {
			break
		}
	}
	return raw, err
}

func (c *figureCheck) once(one asked) (raw []byte, status int, err error) {
	method, path, body := "GET", one.path, io.Reader(nil)
	if post, ok := strings.CutPrefix(path, "POST "); ok {
		address, query, _ := strings.Cut(post, "?")
		asked, err := url.ParseQuery(query)
		if err != nil {
			return nil, 0, err
		}
		method, path = "POST", address
		body = strings.NewReader(fmt.Sprintf(`{"table":%q,"format":%q}`, asked.Get("table"), asked.Get("format")))
	}
	req, err := http.NewRequestWithContext(c.server.t.Context(), method, c.server.url+"/api/v1"+path, body)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if token := c.token(one.as); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err = io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", res.Status, raw)
	}
	return raw, res.StatusCode, err
}

// keep writes the answers for a script that looks at the pages.
func (c *figureCheck) keep(t *testing.T) string {
	t.Helper()
	raw, err := json.Marshal(c.kept)
	must(t, err)
	path := filepath.Join(t.TempDir(), "answers.json")
	must(t, os.WriteFile(path, raw, 0o600))
	return path
}
