/** The folder boundaries of biome.json refuse what they should, and nothing else. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

interface Zone {
  readonly file: string;
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

const zones: readonly Zone[] = [
  {
    file: 'profiles/a.ts',
    allowed: [
      'node:path',
      '../src/errors.ts',
      '../src/ports.ts',
      '../src/shell-word.ts',
      './document.ts',
    ],
    refused: ['node:fs', 'node:fs/promises', 'ink', '../src/credentials/plan.ts', '../ui/a.ts'],
  },
  {
    file: 'src/credentials/a.ts',
    allowed: ['../errors.ts', '../../profiles/types.ts', '../ports.ts'],
    refused: [
      'node:child_process',
      'node:crypto',
      '@aws-sdk/client-sts',
      '../aws/create-sts.ts',
      '../../ui/screen.ts',
      '../vault/file-store.ts',
      '../sources/open-sources.ts',
      '../context.ts',
    ],
  },
  {
    file: 'src/credentials/fingerprint.ts',
    allowed: ['node:crypto'],
    refused: ['node:fs', '@aws-sdk/client-sts', '../aws/create-sts.ts'],
  },
  {
    file: 'src/mfa/a.ts',
    allowed: ['../dialogs/no-questions.ts', '../terminal/terminal.ts'],
    refused: [
      '../aws/create-sts.ts',
      '../vault/file-store.ts',
      '../lock/open-lock.ts',
      '../../ui/a.ts',
    ],
  },
  {
    file: 'src/sources/a.ts',
    allowed: ['node:http', '../processes/run-config-process.ts', '../terminal/terminal.ts'],
    refused: ['@aws-sdk/client-sts', '../aws/create-sts.ts', '../vault/vault.ts', '../mfa/a.ts'],
  },
  {
    file: 'src/picker/a.ts',
    allowed: [
      'node:fs',
      '../describe-profiles.ts',
      '../private-files.ts',
      '../credentials/types.ts',
    ],
    refused: ['ink', '../commands/list.ts', '../vault/vault.ts', '../../ui/a.ts', '../context.ts'],
  },
  {
    file: 'src/exec/a.ts',
    allowed: ['node:child_process', '../printable.ts', '../credentials/types.ts'],
    refused: ['../aws/create-sts.ts', '../vault/vault.ts', '../../ui/a.ts', '../sandbox/seed.ts'],
  },
  {
    file: 'src/browser/a.ts',
    allowed: ['node:http', 'node:child_process', '../exec/resolve-command.ts'],
    refused: ['../aws/create-sts.ts', '../commands/login.ts', '../vault/vault.ts', 'ink'],
  },
  {
    file: 'src/login/a.ts',
    allowed: ['../credentials/partition.ts', '../sandbox-environment.ts'],
    refused: ['node:http', '../aws/create-sts.ts', '../browser/find-browser.ts', '../context.ts'],
  },
  {
    file: 'src/vault/a.ts',
    allowed: ['age-encryption', '../private-files.ts'],
    refused: [
      '../aws/create-sts.ts',
      '../lock/open-lock.ts',
      '../../ui/a.ts',
      '../commands/add.ts',
    ],
  },
  {
    file: 'src/command-line/a.ts',
    allowed: ['node:util', '../errors.ts'],
    refused: ['node:fs', '../aws/create-sts.ts', '../context.ts'],
  },
  {
    file: 'src/commands/a.ts',
    allowed: ['../credentials/plan.ts', '../exec/child-environment.ts', '../vault/open-vault.ts'],
    refused: [
      '@aws-sdk/client-sts',
      'ink',
      '../../ui/screen.ts',
      '../lock/single-flight.ts',
      '../browser/find-browser.ts',
      '../progress/open-progress.ts',
      '../exec/run-child.ts',
      '../vault/file-store.ts',
      '../context.ts',
    ],
  },
  {
    file: 'src/completion/a.ts',
    allowed: ['../commands/table.ts', '../vault/open-vault.ts'],
    refused: ['../aws/create-sts.ts', '../../ui/screen.ts', '../vault/file-store.ts'],
  },
  {
    file: 'src/a.ts',
    allowed: ['./commands/table.ts'],
    refused: ['./aws/create-sts.ts', '../ui/screen.ts', '@aws-sdk/client-sts'],
  },
  {
    file: 'src/context.ts',
    allowed: ['./aws/create-sts.ts', './exec/run-child.ts', './terminal/terminal.ts'],
    refused: [],
  },
  {
    file: 'src/aws/a.ts',
    allowed: ['@aws-sdk/client-sts', '../ports.ts'],
    refused: ['react', 'age-encryption', '../commands/exec.ts', '../context.ts'],
  },
  {
    file: 'src/vault/a.ts',
    allowed: ['age-encryption', 'node:crypto'],
    refused: ['@aws-sdk/client-sts', 'ink', '../main.ts'],
  },
  { file: 'src/lock/a.ts', allowed: ['node:net'], refused: ['ink', '../commands/exec.ts'] },
  {
    file: 'src/progress/a.ts',
    allowed: ['../terminal/open-width.ts', '../exec/foreground.ts'],
    refused: ['ink', '../commands/exec.ts', '../../ui/a.ts'],
  },
  {
    file: 'ui/a.tsx',
    allowed: ['ink', 'react'],
    refused: ['@aws-sdk/client-sts', '../src/main.ts'],
  },
];

test('imports stay within their folder’s boundaries', () => {
  const folder = createTemporaryFolder();
  for (const name of ['biome.json', '.gitignore', 'package.json']) {
    copyFileSync(join(root, name), join(folder, name));
  }
  for (const { file, allowed, refused } of zones) {
    const lines = [...allowed, ...refused].map(
      (name, index) => `export { x${index} } from '${name}';`,
    );
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  }
  const expected = zones.map(({ file, allowed, refused }) => [
    file,
    refused.map((_, index) => allowed.length + index + 1),
  ]);
  expect(refusedLines(folder)).toEqual(Object.fromEntries(expected));
});

/** By file, the numbers of the lines that Biome refuses. */
function refusedLines(folder: string): Record<string, number[]> {
  const { stdout } = spawnSync(
    process.execPath,
    [
      biome,
      'lint',
      '--only=style/noRestrictedImports',
      '--reporter=json',
      '--max-diagnostics=none',
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const lines: Record<string, number[]> = Object.fromEntries(zones.map(({ file }) => [file, []]));
  for (const { location } of JSON.parse(stdout).diagnostics) {
    lines[location.path]?.push(location.start.line);
  }
  for (const numbers of Object.values(lines)) numbers.sort((one, other) => one - other);
  return lines;
}
