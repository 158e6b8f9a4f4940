/** awsx and aws-vault, each told the same things in its own words. */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../requirements.ts';
import { awsxScript, type RunResult, runProgram } from '../harness.ts';
import { createHome, type Home } from '../home.ts';
import type { PracticeAccount } from './practice-account.ts';

export interface Tool {
  readonly name: 'awsx' | 'aws-vault';
  readonly isMissing: boolean;
  /** The RoleSessionName it chooses by itself. */
  readonly sessionName: RegExp;
  readonly command: readonly string[];
  readonly addJon: readonly string[];
  readonly codeFlag: string;
  /** What it needs besides the home and the endpoint. */
  env(home: Home): Readonly<Record<string, string>>;
  isCachedSession(path: string): boolean;
}

export const awsx: Tool = {
  name: 'awsx',
  isMissing: false,
  sessionName: /^awsx-/,
  command: [process.execPath, awsxScript],
  addJon: ['add', 'jon', '--env', '--no-verify'],
  codeFlag: '--mfa-token',
  env: () => ({}),
  isCachedSession: (path) => path.includes('/.cache/awsx/'),
};

/** As its documentation has it; with the backend that needs no desktop. */
export const awsVault: Tool = {
  name: 'aws-vault',
  isMissing: needs('aws-vault'),
  sessionName: /^\d+$/,
  command: ['aws-vault'],
  addJon: ['add', 'jon', '--env', '--no-add-config'],
  codeFlag: '--mfa-token',
  env: ({ folder, configFile }) => ({
    AWS_CONFIG_FILE: configFile,
    AWS_VAULT_BACKEND: 'file',
    AWS_VAULT_FILE_DIR: join(folder, 'keys'),
    AWS_VAULT_FILE_PASSPHRASE: 'practice',
    AWS_VAULT_PROMPT: 'terminal',
  }),
  isCachedSession: (path) => path.includes('/keys/sts.'),
};

export interface Invocation {
  readonly profile: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Without it a tool that wants a code fails: there is no terminal. */
  readonly code?: string;
  readonly command: readonly string[];
}

/** A tool at work for one person, whose key it has stored as `jon`. */
export interface ToolAtWork {
  exec(invocation: Invocation): Promise<RunResult>;
  /** Writes something else over every cached session. */
  damageCache(): void;
  stop(): void;
}

/** Gives a tool a home with these profiles and the account's key. */
export async function setUp(
  tool: Tool,
  account: PracticeAccount,
  config: string,
): Promise<ToolAtWork> {
  const home = await createHome(config);
  const [file = '', ...leading] = tool.command;
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    runProgram(file, [...leading, ...args], {
      env: { ...home.env, ...tool.env(home), AWS_ENDPOINT_URL: account.url, ...env },
    });
  const { accessKeyId, secretAccessKey } = account.keyPair;
  const added = await run(tool.addJon, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal(),
  });
  if (added.status !== 0) throw new Error(`${tool.name} add: ${added.stderr}`);
  return {
    exec: ({ profile, flags = [], env = {}, code, command }) =>
      run(['exec', ...flags, ...giveCode(tool, code), profile, '--', ...command], env),
    damageCache: () => {
      const sessions = listFiles(home.folder).filter(tool.isCachedSession);
      if (sessions.length === 0) throw new Error(`${tool.name} has cached nothing`);
      for (const path of sessions) writeFileSync(path, 'not what was written here');
    },
    stop: () => home.remove(),
  };
}

function giveCode({ codeFlag }: Tool, code: string | undefined): readonly string[] {
  return code === undefined ? [] : [codeFlag, code];
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
