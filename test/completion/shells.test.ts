/** Real shells complete with what awsx answers: nothing of it runs, and each word stays one word. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs, needsAnswer } from '../requirements.ts';
import { type ShellName, startCompletingShell } from './completing-shell.ts';
import { hostileNames } from './hostile-names.ts';

const bashCompletion = '/usr/share/bash-completion/bash_completion';

interface Shell {
  readonly name: ShellName;
  /** Lines that define a command whose second word is completed to `alpha`. */
  readonly ownCompletion: string;
  /** What completes other commands cannot be had. */
  readonly lacksOwn: boolean;
}

const shells: readonly Shell[] = [
  {
    name: 'bash',
    ownCompletion: `source ${bashCompletion}\nmycommand() { :; }\ncomplete -W alpha mycommand`,
    lacksOwn: needsAnswer(/^here/, 'bash', '-c', `[ -r ${bashCompletion} ] && echo here`),
  },
  {
    name: 'zsh',
    ownCompletion:
      'mycommand() { : }\n_mycommand() { compadd alpha }\ncompdef _mycommand mycommand',
    lacksOwn: needs('zsh'),
  },
  {
    name: 'fish',
    ownCompletion: 'function mycommand; end\ncomplete --command mycommand --no-files -a alpha',
    lacksOwn: needs('fish'),
  },
];

describe.each(shells)('$name', ({ name, ownCompletion, lacksOwn }) => {
  const missing = needs(name);

  test.skipIf(missing)(`inserts hostile names as one word (needs ${name})`, async () => {
    const shell = await startCompletingShell(name);
    const before = readdirSync(shell.folder);
    const offered = hostileNames.filter((profile) => name !== 'fish' || !profile.startsWith('~'));
    const inserted: (readonly string[])[] = [];
    for (const profile of offered) {
      shell.setAnswer(['words', profile]);
      inserted.push(await shell.run('awsx remove \t'));
    }
    expect(inserted).toEqual(offered.map((profile) => ['remove', profile]));
    expect(readdirSync(shell.folder).filter((file) => !before.includes(file))).toEqual(['words']);
  });

  test.skipIf(missing)(`finishes what was begun (needs ${name})`, async () => {
    const shell = await startCompletingShell(name);
    const found = async (answer: readonly string[], keys: string) => {
      shell.setAnswer(['words', ...answer]);
      return (await shell.run(`awsx ${keys}\t`)).join(' ');
    };
    const profiles = ['two words', 'two birds', 'team:dev', 'team:prod', 'a=b', 'me@home'];
    expect(await found(profiles, 'remove two\\ w')).toBe('remove two words');
    expect(await found(profiles, "remove 'two w")).toBe('remove two words');
    expect(await found(profiles, 'remove "two b')).toBe('remove two birds');
    expect(await found(profiles, 'remove team:d')).toBe('remove team:dev');
    expect(await found(profiles, 'remove a=')).toBe('remove a=b');
    expect(await found(profiles, 'remove me@h')).toBe('remove me@home');
    expect(await found(['--format=json', '--format=ini'], 'export --format=j')).toBe(
      'export --format=json',
    );
    expect(await found(['remove\tforget a key', 'clear\tforget'], 'rem')).toBe('remove');
    expect(await found([], 'remove nothing')).toBe('remove nothing');
  });

  test.skipIf(missing)(`asks with the words before the cursor (needs ${name})`, async () => {
    const shell = await startCompletingShell(name);
    shell.setAnswer(['words']);
    const asked = async (keys: string) => {
      await shell.run(keys);
      return shell.question();
    };
    expect(await asked('awsx \t')).toEqual(['__complete', '=']);
    expect(await asked('awsx exec \t')).toEqual(['__complete', '=', 'exec']);
    expect(await asked('awsx exec --region=x de\t')).toEqual([
      '__complete',
      '=de',
      'exec',
      '--region=x',
    ]);
    expect(await asked('awsx exec team:dev --for\t')).toEqual([
      '__complete',
      '=--for',
      'exec',
      'team:dev',
    ]);
    // With the cursor within a word that others follow; zsh and fish move it to the word's end.
    const [, current, ...words] = await asked('awsx exec dev zz\u001b[D\u001b[D\u001b[D\u001b[D\t');
    expect(current).toBe(name === 'bash' ? '=de' : '=dev');
    expect(words).toEqual(['exec']);
  });

  test.skipIf(lacksOwn)(
    `lets the command complete itself (needs ${name} with its own)`,
    async () => {
      const shell = await startCompletingShell(name, { extra: ownCompletion });
      shell.setAnswer(['command 4']);
      const words = await shell.run('awsx exec team:dev -- mycommand al\t');
      expect(words).toEqual(['exec', 'team:dev', '--', 'mycommand', 'alpha']);
      expect(await shell.run('awsx exec team:dev -- mycomm\t')).toContain('mycommand');
      shell.setAnswer(['command 3']);
      expect(await shell.run('awsx exec team:dev mycomm\t')).toContain('mycommand');
    },
  );
});

test.skipIf(needs('bash'))('bash alone completes program and file names (needs bash)', async () => {
  const shell = await startCompletingShell('bash', { extra: 'mycommand() { :; }' });
  writeFileSync(join(shell.folder, 'a file'), '');
  shell.setAnswer(['command 3']);
  expect(await shell.run('awsx exec dev mycomm\t')).toEqual(['exec', 'dev', 'mycommand']);
  expect(await shell.run('awsx exec dev ls a\t')).toEqual(['exec', 'dev', 'ls', 'a file']);
});

test.skipIf(needs('zsh'))('zsh finds it in a folder of fpath (needs zsh)', async () => {
  const shell = await startCompletingShell('zsh', {
    extra: 'unfunction _awsx; mkdir f; cp ../script f/_awsx; fpath=($PWD/f $fpath); compinit -u -D',
  });
  shell.setAnswer(['words', 'dev']);
  expect(await shell.run('awsx remove \t')).toEqual(['remove', 'dev']);
  expect(await shell.run('awsx remove d\t')).toEqual(['remove', 'dev']);
});
