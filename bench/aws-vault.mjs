import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOnPath, run } from './run.mjs';

/**
 * aws-vault with its file backend, the key stored and a session cached. It asks AWS again for
 * every role that took no MFA code, so a base profile is what can be compared. Undefined where
 * it is not on PATH.
 */
export function prepareAwsVault(aws, { env: { AWS_ENDPOINT_URL, PATH }, configFile }) {
  if (!isOnPath('aws-vault')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'awsx-bench-aws-vault-'));
  const env = {
    PATH,
    HOME: folder,
    AWS_ENDPOINT_URL,
    AWS_CONFIG_FILE: configFile,
    AWS_VAULT_BACKEND: 'file',
    AWS_VAULT_FILE_DIR: join(folder, 'keys'),
    AWS_VAULT_FILE_PASSPHRASE: 'bench',
  };
  const key = {
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
  };
  const command = ['aws-vault', 'exec', 'dev', '--', 'true'];
  run(['aws-vault', 'add', 'dev', '--env', '--no-add-config'], { env: { ...env, ...key } });
  run(command, { env });
  return { command, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
