// Package sim is an in-memory Seam.
package sim
