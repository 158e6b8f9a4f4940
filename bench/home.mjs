/** A home with profiles, a stored key and a cached role: what a measured awsx starts from. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { awsx, cleanEnvironment } from './environment.mjs';
import { run } from './run.mjs';

const BACKENDS = {
  file: async (folder) => {
    const identity = join(folder, 'identity');
    writeFileSync(identity, `${await generateX25519Identity()}\n`, { mode: 0o600 });
    return { AWSX_BACKEND: 'file', AWSX_FILE_IDENTITY: identity };
  },
  keychain: async () => ({ AWSX_BACKEND: 'keychain' }),
};

/** `env` is what the backend needs besides: the session bus. */
export async function createHome(aws, { backend, profileCount = 10, env: extra = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-bench-home-'));
  mkdirSync(join(folder, '.aws'), { mode: 0o700 });
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  const configFile = join(folder, '.aws', 'config');
  writeFileSync(configFile, formatConfig(profileCount), { mode: 0o600 });
  const env = {
    ...cleanEnvironment(),
    HOME: folder,
    AWS_ENDPOINT_URL: aws.url,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    ...(await BACKENDS[backend](folder)),
    ...extra,
  };
  const key = {
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
  };
  run([...awsx, 'add', 'dev', '--env', '--no-verify'], { env: { ...env, ...key } });
  for (const profile of ['dev', 'readonly']) run(cachedExec(profile), { env });
  return {
    env,
    configFile,
    folder,
    forgetSessions: () => rmSync(join(folder, '.cache', 'awsx'), { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What most people type most often. */
export function cachedExec(profile = 'readonly') {
  return [...awsx, 'exec', profile, '--', 'true'];
}

/** Two profiles that are used, and others like them up to the count. */
export function formatConfig(profileCount) {
  const role = (name, roleName) =>
    `[profile ${name}]
role_arn = arn:aws:iam::000000000000:role/${roleName}
source_profile = dev
region = eu-central-1
`;
  const others = Array.from({ length: profileCount - 2 }, (_, index) =>
    role(`team-${index}-administrator`, `team-${index}/administrator`),
  );
  return ['[profile dev]\nregion = eu-central-1\n', role('readonly', 'readonly'), ...others].join(
    '\n',
  );
}
