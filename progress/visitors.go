package progress

import "context"

// visitors finds the names of who visited, each asked for once.
type visitors struct {
	service *Service
	seen    map[string]string
}

// of returns a visitor's name; empty for who is gone.
func (v visitors) of(ctx context.Context, id string) (string, error) {
	name, asked := v.seen[id]
	if !asked {
		p, err := v.service.people.Person(ctx, id)
		if err != nil && !isNotFound(err) {
			return "", err
		}
		name = p.Name
		v.seen[id] = name
	}
	return name, nil
}
