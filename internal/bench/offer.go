package bench

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"

	"hocso/courses"
)

// offer is what a server has for learners.
type offer struct {
	modules []courses.ModuleView
	wards   []string
	sample  bool // the campaign is a demo's
	// etags are of the lessons as they are now, by path: what a phone has that was used the evening before.
	etags map[string]string
}

type listOf[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// listLimit is the longest page that lists have.
const listLimit = 100

// readOffer reads what is needed to act as a learner: all modules, since answers are made of their options.
func readOffer(c *client) (offer, error) {
	o := offer{etags: map[string]string{}}
	if err := o.readLessons(c); err != nil {
		return o, err
	}
	var wards listOf[struct {
		Code     string `json:"code"`
		Villages int    `json:"villages"`
	}]
	if err := c.get(fmt.Sprintf("/wards?limit=%d", listLimit), &wards); err != nil {
		return o, err
	}
	for _, w := range wards.Items {
		if w.Villages > 0 {
			o.wards = append(o.wards, w.Code)
		}
	}
	var campaigns listOf[struct {
		Sample bool `json:"sample"`
	}]
	if err := c.get("/campaigns", &campaigns); err != nil {
		return o, err
	}
	for _, one := range campaigns.Items {
		o.sample = o.sample || one.Sample
	}
	return o, nil
}

func (o *offer) readLessons(c *client) error {
	read := func(path string, into any) error {
		a := c.do(request{method: http.MethodGet, path: path, keep: true})
		o.etags[path] = a.etag
		return a.decode("GET "+path, into)
	}
	var list listOf[courses.CourseView]
	if err := read(coursesPath, &list); err != nil {
		return err
	}
	for _, course := range list.Items {
		if err := read(coursePath(course.ID), &courses.CourseView{}); err != nil {
			return err
		}
		for _, m := range course.Modules {
			var view courses.ModuleView
			if err := read(modulePath(m.ID), &view); err != nil {
				return err
			}
			o.modules = append(o.modules, view)
		}
	}
	if len(o.modules) == 0 {
		return errors.New("the server has no modules")
	}
	return nil
}

const coursesPath = "/courses"

func coursePath(id string) string { return coursesPath + "/" + url.PathEscape(id) }

func modulePath(id string) string { return "/modules/" + url.PathEscape(id) }

// villageWards bounds how many wards learners are spread over.
const villageWards = 20

// villages picks wards and returns the villages of each.
func (o offer) villages(c *client, rng *rand.Rand) ([]village, error) {
	if len(o.wards) == 0 {
		return nil, errors.New("the server has no villages to register in: seed some first")
	}
	var found []village
	for _, i := range rng.Perm(len(o.wards))[:min(villageWards, len(o.wards))] {
		var list listOf[village]
		if err := c.get(fmt.Sprintf("/wards/%s/villages?limit=%d", url.PathEscape(o.wards[i]), listLimit), &list); err != nil {
			return nil, err
		}
		found = append(found, list.Items...)
	}
	return found, nil
}

type village struct {
	ID   string `json:"id"`
	Ward string `json:"ward"`
}
