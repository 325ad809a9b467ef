// Package config reads what a person wants of the program: a strict TOML file with profiles, the environment and the
// flags of the command line. One table of settings drives parsing, checking, precedence and documentation, and every
// value remembers where it came from. Keys of Seam are not configuration; see package credentials.
package config
