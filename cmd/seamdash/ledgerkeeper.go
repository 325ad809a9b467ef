package main

import (
	"context"

	"seamdash/cmd/ledger"
	"seamdash/model"
	"seamdash/model/store"
)

// A ledgerKeeper keeps what the engine must not forget in the local store. It waits until that is open and the workspace is
// known.
type ledgerKeeper struct {
	*ledger.Keeper

	memory    *memory
	workspace func() model.WorkspaceID
}

func newLedgerKeeper(m *memory, workspace func() model.WorkspaceID) *ledgerKeeper {
	dead := func(holder string) bool { return abandoned(holder, machine(), processRuns) }
	return ledgerKeeperWith(m, workspace, dead)
}

func ledgerKeeperWith(m *memory, workspace func() model.WorkspaceID, dead func(holder string) bool) *ledgerKeeper {
	cfg := ledger.Config{Rooms: lateRooms{m, workspace}, Dead: dead, By: byOf}
	return &ledgerKeeper{Keeper: ledger.New(cfg), memory: m, workspace: workspace}
}

// lateRooms are the rooms of a store that may have to be opened first, and of a workspace that may not be known yet.
type lateRooms struct {
	memory    *memory
	workspace func() model.WorkspaceID
}

// Use waits for both, and then runs do.
func (l lateRooms) Use(ctx context.Context, do func(context.Context, *store.Room) error) error {
	if !knows(ctx, l.workspace) {
		return &model.Fault{Op: "open the schedules", Kind: model.KindCancelled, Err: ctx.Err()}
	}
	ctx, stop := context.WithTimeout(ctx, bookPatience)
	defer stop()
	return l.memory.use(ctx, l.workspace(), func(r *store.Room) error { return do(ctx, r) })
}

// Changed tells of other programs, whatever they wrote.
func (l lateRooms) Changed(ctx context.Context) <-chan struct{} { return l.memory.changed(ctx) }
