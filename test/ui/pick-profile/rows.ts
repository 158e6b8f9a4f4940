import type { PickerRow } from '../../../src/picker/types.ts';

/** A row that says as little as a row can. */
export function createRow(name: string, more: Partial<PickerRow> = {}): PickerRow {
  return {
    name,
    kind: 'role',
    source: 'dev',
    needsMfa: false,
    isPinned: false,
    frecency: 0,
    ...more,
  };
}

/** A few profiles as people have them. */
export const SOME_ROWS: readonly PickerRow[] = [
  createRow('dev', { kind: 'base-credential', accountId: '111122223333', needsMfa: true }),
  createRow('acme-prod-admin', {
    accountId: '222233334444',
    accountName: 'acme production',
    roleArn: 'arn:aws:iam::222233334444:role/admin',
    roleName: 'admin',
    region: 'eu-central-1',
    needsMfa: true,
    color: 'red',
    guard: 'production',
    session: { expiration: new Date('2026-01-01T00:42:00Z') },
  }),
  createRow('acme-staging-deploy', {
    accountId: '333344445555',
    accountName: 'acme staging',
    roleArn: 'arn:aws:iam::333344445555:role/ci/deploy',
    roleName: 'deploy',
    region: 'us-east-1',
    color: 'yellow',
    session: { expiration: new Date('2026-01-01T00:04:30Z') },
  }),
  createRow('globex-readonly', {
    accountId: '444455556666',
    roleArn: 'arn:aws:iam::444455556666:role/readonly',
    roleName: 'readonly',
    region: 'ap-northeast-1',
    source: 'globex',
    isPinned: true,
  }),
  createRow('lost', {
    kind: 'unusable',
    source: 'lost',
    problem: 'profile "lost" has source_profile "gone", which does not exist',
  }),
];
