import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createExportLine } from '../../src/commands/export-line.ts';
import { needs } from '../requirements.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { openPseudoTerminal } from '../terminal/pseudo-terminal.ts';

function linux(profile: string, SHELL = '/bin/bash'): string {
  return createExportLine({ profile, env: { SHELL }, platform: 'linux' });
}

test.each<[string, Parameters<typeof createExportLine>[0], string]>([
  [
    'bash',
    { profile: 'dev', env: { SHELL: '/bin/bash' }, platform: 'linux' },
    'eval "$(awsx export dev)"',
  ],
  ['no SHELL', { profile: 'dev', env: {}, platform: 'darwin' }, 'eval "$(awsx export dev)"'],
  [
    'fish',
    { profile: "it's", env: { SHELL: '/usr/bin/fish' }, platform: 'linux' },
    "awsx export --format fish 'it\\'s' | source",
  ],
  [
    'Windows',
    { profile: 'it’s', env: {}, platform: 'win32' },
    "awsx export --format powershell 'it’’s' | Out-String | Invoke-Expression",
  ],
  [
    'Git Bash',
    { profile: 'dev', env: { SHELL: '/usr/bin/bash' }, platform: 'win32' },
    'eval "$(awsx export dev)"',
  ],
  [
    'a name like a flag',
    { profile: '-x', env: {}, platform: 'linux' },
    'eval "$(awsx export -- -x)"',
  ],
])('%s', (_name, input, line) => {
  expect(createExportLine(input)).toBe(line);
});

test.each(['a\nb', 'a\u001b[2J', 'a\u0003', 'a\u009b', 'a\u202eb'])(
  'a name such as %j is not copied: a terminal would obey it',
  (profile) => {
    expect(() => linux(profile)).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
  },
);

const HOSTILE = [
  ...["it's", 'a b', '$(touch x)', '`id`', '"', '\\', "'; exit 1; '", '!!', 'a!b', "!'!", '~', '*'],
  ...['-', '--all', '#', '=ls', '本番', '{a,b}', '&', '%PATH%', '@(1)', '“”', '’'],
];

/** A folder with an `awsx` that prints shell code which tells its last argument. */
function createFakeAwsx(): string {
  const folder = createTemporaryFolder();
  const program = join(folder, 'awsx');
  writeFileSync(
    program,
    `#!/bin/sh
for last; do :; done
printf %s "$last" >"${folder}/seen"
printf ': ok\\n'
`,
  );
  chmodSync(program, 0o755);
  return folder;
}

describe.each([
  ['sh', ['-c']],
  ['dash', ['-c']],
  ['bash', ['--norc', '-c']],
  ['zsh', ['-fc']],
  ['fish', ['-Nc']],
])('%s', (shell, args) => {
  test.skipIf(needs(shell))('hands on every name as it is', () => {
    const folder = createFakeAwsx();
    const env = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder };
    const seen = HOSTILE.map((profile) => {
      const line = linux(profile, `/bin/${shell}`);
      spawnSync(shell, [...args, line], { env, cwd: folder });
      return spawnSync('cat', ['seen'], { cwd: folder, encoding: 'utf8' }).stdout;
    });
    expect(seen).toEqual(HOSTILE);
  });
});

describe.each([
  ['bash', 'bash --norc -i'],
  ['zsh', 'zsh -f -i'],
])('%s with history', (shell, command) => {
  test.skipIf(needs(shell))('looks for no former command in a name', async () => {
    const folder = createFakeAwsx();
    const env = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, PS1: 'READY ' };
    const terminal = openPseudoTerminal({ script: `cd "${folder}"; exec ${command}`, env });
    await terminal.shows('READY ');
    const { length } = terminal.screen();
    terminal.type(`${linux("a!b!!'!")}; echo got "$(cat seen)" end\r`);
    await terminal.shows(' end\r\n', length);
    expect(terminal.screen().slice(length)).toContain("got a!b!!'! end\r\n");
  });
});
