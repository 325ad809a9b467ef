// Command seamdash is a terminal dashboard for smart-lock access codes on the Seam API.
package main

func main() {}
