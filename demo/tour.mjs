/** The tour itself. It runs inside the sandbox and stops at the first thing that is not so. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const requestLog = process.argv[2];
const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const ASSUMED_ROLE = /arn:aws:sts::000000000000:assumed-role\/prod-admin\/\S+/;

say('What would happen? `explain` shows the plan without a secret and without the network.');
const plan = run('awsx', ['explain', 'prod-admin']);
expect(/AssumeRole/.test(plan) && /mfa/i.test(plan), 'explain names the role and the MFA device');

say('The main job: an MFA code, a role, and a command that runs with its credentials.');
const code = run('awsx', ['sandbox', 'code'], { quiet: true }).trim();
expect(/^\d{6}$/.test(code), 'the practice device shows a code');
const whoami = [process.execPath, script('whoami.mjs')];
const first = run('awsx', ['exec', 'prod-admin', '--mfa-token', code, '--', ...whoami]);
expect(ASSUMED_ROLE.test(first), 'the command runs as the role prod-admin');
const afterFirst = countCalls();
expect(afterFirst.GetSessionToken === 1, 'one MFA session was made');
expect(afterFirst.AssumeRole === 1, 'the role was assumed once');

say('Once more: from the encrypted cache, without a question and without a call but its own.');
const second = run('awsx', ['exec', 'prod-admin', '--no-input', '--', ...whoami]);
expect(ASSUMED_ROLE.test(second), 'the command runs as the same role');
const afterSecond = countCalls();
expect(
  afterSecond.GetSessionToken === 1 && afterSecond.AssumeRole === 1,
  'nothing was asked of STS',
);
expect(
  afterSecond.GetCallerIdentity === afterFirst.GetCallerIdentity + 1,
  'the only call was the command’s own',
);

say('Any AWS SDK can do the same through credential_process in the config file.');
appendFileSync(
  process.env.AWS_CONFIG_FILE,
  '\n[profile through-awsx]\nregion = us-east-1\ncredential_process = awsx credential-process prod-admin\n',
);
const third = run(whoami[0], whoami.slice(1), { env: { AWS_PROFILE: 'through-awsx' } });
expect(ASSUMED_ROLE.test(third), 'the SDK got the role’s credentials from awsx');

say('What a command finds in its environment (secrets masked here, not there):');
const seen = run('awsx', [
  'exec',
  'prod-admin',
  '--no-input',
  '--',
  process.execPath,
  script('show-environment.mjs'),
]);
expect(/AWS_SESSION_TOKEN=\S/.test(seen), 'a session token is there');
expect(!/^AWS_PROFILE=/m.test(seen), 'AWS_PROFILE is not, so that no SDK mistakes the keys');

say('That is all. Practise by hand with:  npx --no-install awsx sandbox');

function say(text) {
  console.log(`\n— ${text}`);
}

/** Runs a command, shows it and what it prints, and returns what it printed on stdout. */
function run(command, args, { quiet = false, env = {} } = {}) {
  const shown = [command, ...args].map((word) => word.replace(/^.*\/(?=[^/]+$)/, ''));
  if (!quiet) console.log(`  $ ${shown.join(' ')}`);
  const child = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  if (!quiet) process.stdout.write(child.stdout.replace(/^(?=.)/gm, '    '));
  expect(child.status === 0, `${shown[0]} ${args[0]} ended with status ${child.status}`);
  return child.stdout;
}

function expect(condition, what) {
  if (condition) return;
  console.error(`\ndemo: FAILED: expected that ${what}`);
  process.exit(1);
}

/** How often each action was asked of the sandbox so far. */
function countCalls() {
  const counts = { GetSessionToken: 0, AssumeRole: 0, GetCallerIdentity: 0 };
  for (const line of readFileSync(requestLog, 'utf8').split('\n').filter(Boolean)) {
    const { action } = JSON.parse(line);
    counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}
