package ui

import "seamdash/model"

// Followed brings the writes that are followed, and those of the last day that are over, in order of asking; the program
// sends one whenever they change. How far each is tells [seamdash/model/desk.Stage] off the newest picture.
type Followed struct {
	Writes []model.Tracked
}
