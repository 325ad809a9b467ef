package main

import "errors"

// errDumps says that the system may write a crashed process to the disk, with every key and PIN that it has in memory.
var errDumps = errors.New("a crash may leave a core file, with keys and PINs in it")
