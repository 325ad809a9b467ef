package conform

import "seamdash/model"

// rawTrials are the reads whose answers are shown as they are.
func rawTrials() map[string]trial {
	return map[string]trial{
		"RawCode": {"/access_codes/unmanaged/get", onForeign(func(s *stand, c model.AccessCode) error {
			if _, err := s.RawCode(s.ctx, c.ID); err != nil {
				return err
			}
			managed, err := s.code(nil)
			if err == nil {
				_, err = s.RawCode(s.ctx, managed.ID)
			}
			return err
		})},
		"RawDevice": {"/devices/get", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			_, err := s.RawDevice(s.ctx, lock)
			return err
		})},
		"RawAccount": {"/connected_accounts/get", onLock("schlage_lock", func(s *stand, lock model.DeviceID) error {
			device, err := s.Device(s.ctx, lock)
			if err == nil {
				_, err = s.RawAccount(s.ctx, device.AccountID)
			}
			return err
		})},
		"RawEvents": {"/events/list", onCode(func(s *stand, c model.AccessCode) error {
			device, err := s.Device(s.ctx, c.DeviceID)
			for _, q := range eventQueries(s.server.Now(), &c, device.AccountID) {
				if err == nil {
					_, err = s.RawEvents(s.ctx, q)
				}
			}
			return err
		})},
	}
}
