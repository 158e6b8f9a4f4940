/** The formats for shells, read by the shells themselves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type ExportFormat,
  formatCredentials,
} from '../../src/export-formats/format-credentials.ts';
import { baseInput, controlValues, hostileValues, sessionInput, withHostile } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'awsx-shells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Shell {
  readonly name: string;
  readonly format: ExportFormat;
  /** Reads the text from stdin, runs it and prints the environment. */
  readonly args: readonly string[];
  readonly values: readonly string[];
}

const evalStdin = 'eval "$(cat)"; exec env -0';
const shells: readonly Shell[] = [
  { name: 'sh', format: 'env', args: ['-euc', evalStdin], values: hostileValues },
  { name: 'dash', format: 'env', args: ['-euc', evalStdin], values: hostileValues },
  { name: 'bash', format: 'env', args: ['--norc', '-euc', evalStdin], values: hostileValues },
  { name: 'zsh', format: 'env', args: ['-feuc', evalStdin], values: hostileValues },
  {
    name: 'sh',
    format: 'env-no-export',
    args: ['-euc', `set -a; ${evalStdin}`],
    values: hostileValues,
  },
  {
    name: 'fish',
    format: 'fish',
    args: ['-Nc', 'cat | source; exec env -0'],
    values: hostileValues,
  },
  {
    name: 'fish',
    format: 'fish',
    args: ['-Nc', 'eval (cat); exec env -0'],
    values: hostileValues,
  },
  {
    name: 'pwsh',
    format: 'powershell',
    args: ['-NoProfile', '-Command', '$input | Invoke-Expression; env -0'],
    values: [...hostileValues, ...controlValues],
  },
];

function isInstalled(name: string): boolean {
  return spawnSync(name, ['-c', 'exit']).error === undefined;
}

/** The AWS variables after the shell has run the text, in an environment with leftovers. */
function readBack({ name, args }: Shell, text: string): Record<string, string> {
  const { stdout, stderr, status } = spawnSync(name, [...args], {
    input: text,
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_SESSION_TOKEN: 'stale',
      AWS_CREDENTIAL_EXPIRATION: 'stale',
      AWS_SESSION_EXPIRATION: 'stale',
      AWS_SECURITY_TOKEN: 'stale',
      AWS_PROFILE: 'stale',
    },
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const variables = stdout.split('\0').filter((variable) => variable.startsWith('AWS'));
  return Object.fromEntries(variables.map((variable) => variable.split(/=(.*)/s)));
}

describe.each(shells)('$name with $args', (shell) => {
  const { name, format, values } = shell;
  const missing = !isInstalled(name);
  const isComplete = format !== 'env-no-export';
  const marks = isComplete ? { AWS_VAULT: 'dev', AWSX_PROFILE: 'dev' } : {};
  const leftovers = isComplete ? {} : { AWS_PROFILE: 'stale', AWS_SECURITY_TOKEN: 'stale' };

  it.skipIf(missing)(`sets the variables of a session (${name})`, () => {
    expect(readBack(shell, formatCredentials(format, sessionInput))).toEqual({
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-23T10:00:00Z',
      AWS_SESSION_EXPIRATION: '2026-11-23T10:00:00Z',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      ...marks,
      ...leftovers,
    });
  });

  it.skipIf(missing)(`reads hostile values back as they were (${name})`, () => {
    for (const value of values) {
      const found = readBack(shell, formatCredentials(format, withHostile(value)));
      expect(found).toMatchObject({ AWS_REGION: value, AWS_DEFAULT_REGION: value });
      if (isComplete) expect(found).toMatchObject({ AWS_VAULT: value, AWSX_PROFILE: value });
    }
  });

  if (!isComplete) return;
  it.skipIf(missing)(`removes the token before a base credential (${name})`, () => {
    expect(readBack(shell, formatCredentials(format, baseInput))).toEqual({
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      ...marks,
    });
  });
});

it('env survives an eval without quotes', () => {
  const args = ['-c', 'eval $(cat); exec env -0'];
  const shell: Shell = { name: 'sh', format: 'env', args, values: [] };
  expect(readBack(shell, formatCredentials('env', sessionInput))).toMatchObject({
    AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
    AWSX_PROFILE: 'dev',
  });
});

it('node reads dotenv', () => {
  const file = join(folder, 'dotenv');
  writeFileSync(file, formatCredentials('dotenv', sessionInput));
  const script = 'process.stdout.write(JSON.stringify(process.env))';
  const { stdout } = spawnSync(process.execPath, [`--env-file=${file}`, '-e', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
    AWS_DEFAULT_REGION: 'eu-west-1',
  });
});
