package demo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/pana"
)

// peopleFile marks a folder as a demo's and holds its sign-ins.
const peopleFile = "demo-people.json"

// made are what a demo leaves in its folder, and all that Clear ever removes.
var made = []string{"house", ".founding", "front.json", "authority.pem", "certificate.pem", "pana.sock", peopleFile}

// Clear makes dir ready for a new world: a folder that is not there is made, and
// what an earlier demo left is removed. A folder with anything else in it is
// refused with "demo.folder", one that cannot be read or written with
// "house.folder"; nothing is removed then.
func Clear(dir string) error {
	const op = "demo.Clear"
	broken := func(err error) error {
		if p, ok := errors.AsType[*fs.PathError](err); ok {
			err = p.Err
		}
		return &pana.Error{Op: op, Kind: pana.Invalid, Say: "house.folder", Err: err}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return broken(err)
	}
	inside, err := os.ReadDir(dir)
	if err != nil {
		return broken(err)
	}
	if len(inside) > 0 {
		if _, err := os.Stat(filepath.Join(dir, peopleFile)); err != nil {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "demo.folder"}
		}
		for _, name := range made {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return broken(err)
			}
		}
	}
	// The mark comes first, so that a demo cut short can be made anew.
	return WritePeople(dir, []Person{})
}

// WritePeople keeps the sign-ins in dir, for the owner of the folder only, and
// the sheets of the invented house's recovery kit, which in a real house are on
// paper and nowhere else.
func WritePeople(dir string, people []Person, sheets ...string) error {
	text, err := json.MarshalIndent(map[string]any{"people": people, "sheets": sheets}, "", "  ")
	if err != nil {
		return &pana.Error{Op: "demo.WritePeople", Say: "db.failed", Err: err}
	}
	name := filepath.Join(dir, peopleFile)
	err = os.WriteFile(name+".new", append(text, '\n'), 0o600)
	if err == nil {
		err = os.Rename(name+".new", name)
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = &pana.Error{Op: "demo.WritePeople", Kind: pana.Invalid, Say: "house.folder", Err: p.Err}
	}
	return err
}

// OneOfEach returns the first of people in each of Roles.
func OneOfEach(people []Person) []Person {
	var each []Person
	for _, role := range Roles() {
		for _, p := range people {
			if p.Role == role {
				each = append(each, p)
				break
			}
		}
	}
	return each
}
