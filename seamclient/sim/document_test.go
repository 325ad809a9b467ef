package sim

import (
	"errors"
	"io/fs"
	"os"
	"sync"

	"seamdash/seamclient/conform"
)

// document is Seam's OpenAPI document, read once for all tests.
var document = sync.OnceValues(func() (*conform.Spec, error) {
	text, err := os.ReadFile("../conform/testdata/openapi/openapi.json")
	if err != nil {
		return nil, err
	}
	return conform.ReadSpec(text)
})

// longAnswer is where the lists of whole fleets begin, which conform checks in a run of its own and which take long.
const longAnswer = 16 << 10

// agrees holds an answer of any scenario against the document. `make openapi` installs it; without it only CI complains.
func (r *rig) agrees(path string, status int, body []byte) {
	r.Helper()
	if len(body) > longAnswer {
		return
	}
	spec, err := document()
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true":
		return
	case err != nil:
		r.Fatal(err)
	case path == "/access_codes/generate_code":
		return // the document promises a whole access code where there is none
	}
	if err := spec.Response(path, status, body); err != nil && !errors.Is(err, conform.ErrUndocumented) {
		r.Errorf("%s: %v", path, err)
	}
}
