import { expect, test } from 'vitest';
import { explainStep } from '../../src/commands/explain-step.ts';
import type { PlanFlags } from '../../src/credentials/plan-options.ts';
import { START } from '../credentials/fakes.ts';
import { plan, role } from '../credentials/planning.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const viewOnly = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
const policy = '{"Statement":{"Sid":"\u007f"}}';
const config = `
[profile dev]
[profile admin]
role_arn = ${role('admin')}
source_profile = dev
awsx_scope_view = ${viewOnly},${readOnly}
awsx_scope_file = logs.json
`;

/** What is said of the last step about its session policy. */
function narrowingRows(flags: PlanFlags): readonly (readonly string[])[] {
  const vault = { dev: 'AKIADEV' };
  const step = plan({ config, vault, profile: 'admin', flags, policyFile: policy }).steps.at(-1);
  expect.assert(step !== undefined);
  const { rows } = explainStep({ step, cache: 'missing', isCalled: true }, START);
  const first = rows.findIndex(([label]) => label === 'narrowed to');
  return first < 0 ? [] : rows.slice(first, -2);
}

test.each<[PlanFlags, readonly (readonly string[])[]]>([
  [{}, []],
  [{ readOnly: true }, [['narrowed to', `${readOnly} (--read-only)`]]],
  [
    { scope: 'view' },
    [viewOnly, readOnly].map((arn) => [
      'narrowed to',
      `${arn} (--scope, awsx_scope_view at /home/jo/.aws/config:6)`,
    ]),
  ],
  [
    { policy },
    [
      ['narrowed to', 'the policy, 25 characters (--policy)'],
      ['', '{"Statement":{"Sid":"\\x7f"}}'],
    ],
  ],
  [
    { scope: 'file' },
    [
      [
        'narrowed to',
        'the policy of /files/logs.json, 25 characters (--scope, awsx_scope_file at /home/jo/.aws/config:7)',
      ],
      ['', '{"Statement":{"Sid":"\\x7f"}}'],
    ],
  ],
])('%j', (flags, rows) => {
  expect(narrowingRows(flags)).toEqual(rows);
});
