package pana_test

import (
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var lockLine = regexp.MustCompile("(?m)^\\| (\\d+) \\| `([^`]+)` \\|")

// docs/design/locks.md puts every lock of the house in one order: whoever holds one
// takes only a later one. A lock that has no place there, one that is gone, and a
// function that takes an earlier one after a later one, are found.
func TestEveryLockHasItsPlaceInTheOrder(t *testing.T) {
	page, err := os.ReadFile("docs/design/locks.md")
	if err != nil {
		t.Fatal(err)
	}
	rank := map[string]int{}
	for _, m := range lockLine.FindAllStringSubmatch(string(page), -1) {
		n, _ := strconv.Atoi(m[1])
		if rank[m[2]] != 0 {
			t.Errorf("%s stands there twice", m[2])
		}
		rank[m[2]] = n
	}
	seen, both := map[string]bool{}, 0
	found := func(file, name string) {
		if seen[name] = true; rank[name] == 0 {
			t.Errorf("%s: %s has no place in the order", file, name)
		}
	}
	everySource(t, func(folder, file string, parsed *ast.File) {
		if strings.HasSuffix(folder, "test") || folder == "demo" {
			return
		}
		for _, d := range parsed.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.ValueSpec:
						ast.Inspect(spec, func(n ast.Node) bool {
							if e, ok := n.(ast.Expr); ok && isLock(e) {
								found(file, folder+"."+spec.Names[0].Name)
							}
							return true
						})
					case *ast.TypeSpec:
						ast.Inspect(spec.Type, func(n ast.Node) bool {
							if f, ok := n.(*ast.Field); ok && isLock(f.Type) {
								name := "itself"
								if len(f.Names) > 0 {
									name = f.Names[0].Name
								}
								found(file, folder+"."+spec.Name.Name+"."+name)
							}
							return true
						})
					}
				}
			case *ast.FuncDecl:
				of := receiver(d)
				if d.Body == nil || of == "" {
					continue
				}
				for bodies := []ast.Node{d.Body}; len(bodies) > 0; bodies = bodies[1:] {
					var held []string
					ast.Inspect(bodies[0], func(n ast.Node) bool {
						if f, ok := n.(*ast.FuncLit); ok { // runs when nobody knows what is held
							bodies = append(bodies, f.Body)
							return false
						}
						if d, ok := n.(*ast.DeferStmt); ok {
							_, back := d.Call.Fun.(*ast.SelectorExpr)
							return !back // given back at the end
						}
						lock, took := locked(n, d.Recv.List[0].Names[0].Name)
						if name := folder + "." + of + "." + lock; lock != "" && took {
							for _, h := range held {
								if both++; rank[h] >= rank[name] {
									t.Errorf("%s: %s takes %s while it holds %s", file, d.Name.Name, name, h)
								}
							}
							held = append(held, name)
						} else if lock != "" {
							held = slices.DeleteFunc(held, func(h string) bool { return h == name })
						}
						return true
					})
				}
			}
		}
	})
	for name := range rank {
		if !seen[name] {
			t.Errorf("%s is in the order, and there is no such lock", name)
		}
	}
	if len(seen) < 20 || both == 0 {
		t.Errorf("only %d locks were found, and %d taken under another", len(seen), both)
	}
}

func isLock(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "sync" && (s.Sel.Name == "Mutex" || s.Sel.Name == "RWMutex")
}

// receiver is the type that d is a method of, or empty.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List[0].Names) == 0 {
		return ""
	}
	e := d.Recv.List[0].Type
	if p, ok := e.(*ast.StarExpr); ok {
		e = p.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// locked returns the field of own that n locks or gives back.
func locked(n ast.Node, own string) (field string, took bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return "", false
	}
	do, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	lock, ok := do.X.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	if x, ok := lock.X.(*ast.Ident); !ok || x.Name != own {
		return "", false
	}
	switch do.Sel.Name {
	case "Lock", "RLock", "TryLock":
		return lock.Sel.Name, true
	case "Unlock", "RUnlock":
		return lock.Sel.Name, false
	}
	return "", false
}
