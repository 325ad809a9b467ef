// Package rulebook is recurring schedules and sets of holidays as screens, commands and the engine read and change them: typed,
// judged before they are kept, and told apart by version when two people edit the same one.
//
// What keeps them is a [Keeper], which knows nothing of what is inside. What it holds and this program cannot read, because a
// newer one wrote it or it is damaged, is shown as [Broken] and left as it is.
package rulebook
