import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerCompletion } from '../../src/completion/answer-completion.ts';
import { main } from '../../src/main.ts';
import type { Context } from '../../src/ports.ts';
import { openIndex } from '../../src/vault/open-vault.ts';
import { type ContextSettings, createFakeContext } from '../commands/fake-context.ts';

const config =
  '[default]\nawsx_scope_logs = a\n[profile dev]\n[profile outside]\ncredential_process = /opt/tool\n[profile __proto__]\nawsx_scope_Logs = b\nawsx_scope_deploy = c\n';
const refuse = (): never => {
  throw new Error('opened');
};
/** Whatever opens, runs or asks throws. */
const closed: Partial<Context> = {
  openStore: refuse,
  openSts: refuse,
  openIam: refuse,
  openQuestions: refuse,
  runChild: refuse,
  readStdin: refuse,
  hasTerminal: refuse,
};

async function createCompleting(settings: ContextSettings = {}) {
  const fake = createFakeContext({ config, ...settings, changes: closed });
  await openIndex(fake.context).update(() => ({
    baseCredentials: ['dev', 'only-vault'].map((profile) => ({
      profile,
      accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
      backend: 'keychain',
    })),
  }));
  return fake;
}

test.each([
  [['=', 'exec'], 'words\ndefault\ndev\noutside\n__proto__\nonly-vault\n'],
  [['=o', 'remove'], 'words\ndev\nonly-vault\n'],
  [['=', 'export', '--format'], expect.stringMatching(/^words\nenv\n(.*\n)*json\n$/)],
  [['=', 'export', '--backend'], expect.stringContaining('\nkeychain\n')],
  [['=', 'exec', '--scope'], 'words\nlogs\ndeploy\n'],
  [['=--scope=l', 'exec'], 'words\n--scope=logs\n--scope=deploy\n'],
  [['=re'], expect.stringContaining('\nremove\tforget a stored key')],
  [['=', 'exec', 'dev'], 'command 3\n'],
  [['=', 'nonsense'], 'words\n'],
])('%j is answered from the files and the index alone', async (argv, expected) => {
  const { context, stdout, stderr } = await createCompleting();
  expect(await main(['__complete', ...argv], context)).toBe(0);
  expect(stdout()).toEqual(expected);
  expect(stderr()).toBe('');
});

test('without any word the answer is the commands', async () => {
  const { context, stdout } = await createCompleting();
  expect(answerCompletion([], context)).toBe(0);
  expect(stdout()).toMatch(/^words\nadd\t/);
});

test.each<[string, (context: Context, home: string) => void, string]>([
  [
    'a config file with errors',
    (_, home) => fs.writeFileSync(join(home, '.aws/config'), '[profile dev]\n[profile x\n'),
    'words\ndev\nonly-vault\n',
  ],
  [
    'a config file that is a folder',
    (_, home) => {
      fs.rmSync(join(home, '.aws/config'));
      fs.mkdirSync(join(home, '.aws/config'));
    },
    'words\ndev\nonly-vault\n',
  ],
  [
    'a damaged index',
    ({ folders }) => fs.writeFileSync(join(folders.state, 'index.json'), 'x'),
    'words\ndefault\ndev\noutside\n__proto__\n',
  ],
])('%s is not told of', async (_, spoil, expected) => {
  const { context, home, stdout, stderr } = await createCompleting();
  spoil(context, home);
  expect(answerCompletion(['=', 'exec'], context)).toBe(0);
  expect(stdout()).toBe(expected);
  expect(stderr()).toBe('');
});

test('no home is not told of', async () => {
  const { context, stdout, stderr } = await createCompleting();
  const homeless = { ...context, env: {}, homeDirectory: undefined };
  expect(answerCompletion(['=', 'exec'], homeless)).toBe(0);
  expect(stdout()).toBe('words\ndev\nonly-vault\n');
  expect(stderr()).toBe('');
});
