package main

import (
	"fmt"
	"io"
	"log/slog"

	"seamdash/model"
)

// newLog is a log in one of the formats. What others wrote in it (names of locks, words of servers) cannot break a line or reach
// a terminal as an escape sequence; PINs and keys are of types that do not show themselves.
func newLog(w io.Writer, format string, least slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{ReplaceAttr: cleanAttr, Level: least}
	if format == logJSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

func cleanAttr(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case error:
		a.Value = slog.StringValue(oneLine(v))
	case string:
		a.Value = slog.StringValue(model.Clean(v))
	case []string:
		a.Value = slog.AnyValue(model.CleanAll(v))
	default:
		if a.Value.Kind() == slog.KindAny {
			a.Value = slog.StringValue(model.Clean(fmt.Sprint(v))) // handlers would write it as it is, with what is inside
		}
	}
	return a
}
