package anchor

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Filter keeps from Bubble Tea that a terminal knows mode 2027. In it the renderer would count letters as that terminal
// draws them, which is not how the screens count, see [widget.Width]. It is for [tea.WithFilter].
func Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if report, ok := msg.(tea.ModeReportMsg); ok && report.Mode == ansi.ModeUnicodeCore {
		return nil
	}
	return msg
}
