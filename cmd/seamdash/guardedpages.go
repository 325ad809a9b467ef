package main

import (
	"net/http"
	"sync"

	"seamdash/model"
	"seamdash/model/routine"
)

// guardedPages are what answers whoever asks over the network. A defect there, which strangers may find, is answered with 500 and told, and the
// rest of the program goes on: nobody should be able to stop the rolling of schedules with a post.
type guardedPages struct {
	pages http.Handler
	tell  func(*model.Fault)

	mu   sync.Mutex
	told map[string]bool
}

// guardPages serves h; tell hears of each defect once, however often somebody meets it.
func guardPages(h http.Handler, tell func(*model.Fault)) *guardedPages {
	return &guardedPages{pages: h, tell: tell, told: map[string]bool{}}
}

// ServeHTTP serves one request.
func (g *guardedPages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	thrown := routine.Try(func() { g.pages.ServeHTTP(w, r) })
	if thrown == nil {
		return
	}
	respond(w, http.StatusInternalServerError, "text/plain; charset=utf-8", "internal error\n")
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.told[thrown.Error()] {
		g.told[thrown.Error()] = true
		g.tell(defect("answer a request", thrown))
	}
}
