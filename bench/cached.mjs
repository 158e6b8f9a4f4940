/** What a command costs whose credentials are cached already: the everyday case. */
import { awsx, bareNode, cleanEnvironment, root } from './environment.mjs';
import { cachedExec } from './home.mjs';
import { isOnPath, run } from './run.mjs';

const NODE = 'node -e 0';
const AGE_ALONE = 'loading age and opening one item, alone';
const process_ = [...awsx, 'credential-process', 'readonly'];

/** Rows as `{what, against, subject, baseline, budget}`; `missing` in place of what cannot run. */
export function cachedRows({ fileHome, keychainHome, awsVault, ageAlone }) {
  const bare = { command: bareNode, env: cleanEnvironment() };
  const againstNode = (what, subject, budget) => ({
    ...{ what, against: NODE, subject, budget },
    baseline: { ...bare, env: subject?.env ?? bare.env },
  });
  const cached = (home, command) => home && { command, env: home.env };
  return [
    againstNode('awsx --version', { command: [...awsx, '--version'], env: bare.env }),
    ...['keychain', 'file identity'].flatMap((backend) => {
      const home = backend === 'keychain' ? keychainHome : fileHome;
      const budget = { difference: backend === 'keychain' ? 45 : 250 };
      return [
        againstNode(`cached exec, ${backend}`, cached(home, cachedExec()), budget),
        againstNode(`cached credential-process, ${backend}`, cached(home, process_), budget),
      ];
    }),
    againstNode('loading the keyring and reading one item, alone', keyringAlone(keychainHome)),
    againstNode(AGE_ALONE, ageAlone),
    {
      what: 'cached exec, keychain',
      against: 'secret-tool lookup',
      subject: cached(keychainHome, cachedExec()),
      baseline: keychainHome && storeForSecretTool(keychainHome),
    },
    {
      what: 'cached exec of a base profile, file identity',
      against: 'aws-vault, file backend',
      subject: cached(fileHome, cachedExec('dev')),
      baseline: awsVault,
    },
  ];
}

/** What is left of a cached exec with the file identity when the time for age is taken off. */
export function withoutAge(rows) {
  const exec = rows.find(({ what }) => what === 'cached exec, file identity');
  const age = rows.find(({ what }) => what === AGE_ALONE);
  const less = (kind) => exec.subject[kind] - (age.subject[kind] - age.baseline[kind]);
  const what = 'cached exec, file identity, less what age takes alone';
  return {
    ...exec,
    what,
    subject: { ...exec.subject, median: less('median'), fastest: less('fastest') },
    budget: undefined,
  };
}

/** The library and nothing else of awsx: there is no such item, which takes as long. */
function keyringAlone(home) {
  const script = `
    const { AsyncEntry } = require('@napi-rs/keyring');
    const options = { linux: { store: 'secret-service' } };
    new AsyncEntry('awsx-bench', 'nobody', options).getPassword();
  `;
  return home && { command: [process.execPath, '-e', script], env: home.env, cwd: root };
}

function storeForSecretTool({ env }) {
  if (!isOnPath('secret-tool')) return undefined;
  const attributes = ['application', 'awsx-bench'];
  run(['secret-tool', 'store', '--label', 'bench', ...attributes], { env, input: 'x'.repeat(64) });
  return { command: ['secret-tool', 'lookup', ...attributes], env };
}
