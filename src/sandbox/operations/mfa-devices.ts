import type { Operation } from './operation.ts';
import { takePage } from './page.ts';
import { resolveTargetUser } from './target-user.ts';
import { formatDate } from './temporary-credentials.ts';

export const listMfaDevices: Operation = (request) => {
  const user = resolveTargetUser(request, 'iam:ListMFADevices');
  const devices = [...request.world.state.mfaDevices.values()].filter(
    (device) => device.user === user,
  );
  const { items, tail } = takePage(request.form, devices);
  return {
    MFADevices: items.map((device) => ({
      UserName: user.userName,
      SerialNumber: device.serialNumber,
      EnableDate: formatDate(device.enabledAt),
    })),
    ...tail,
  };
};
