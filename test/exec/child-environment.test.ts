import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../src/credentials/types.ts';
import {
  type ChildEnvironmentInput,
  createChildEnvironment,
} from '../../src/exec/child-environment.ts';
import { Secret } from '../../src/secret.ts';

const session: Credentials = {
  accessKeyId: 'ASIASESSION',
  secretAccessKey: new Secret('session secret'),
  sessionToken: new Secret('session token'),
  expiration: new Date('2026-11-23T10:00:00.987Z'),
};
const base: Credentials = {
  accessKeyId: 'AKIABASE',
  secretAccessKey: new Secret('base secret'),
};
const sessionVariables = {
  AWS_ACCESS_KEY_ID: 'ASIASESSION',
  AWS_SECRET_ACCESS_KEY: 'session secret',
  AWS_SESSION_TOKEN: 'session token',
  AWS_CREDENTIAL_EXPIRATION: '2026-11-23T10:00:00Z',
  AWS_SESSION_EXPIRATION: '2026-11-23T10:00:00Z',
  AWS_VAULT: 'dev',
  AWSX_PROFILE: 'dev',
};

function create(changes: Partial<ChildEnvironmentInput> = {}): Record<string, string> {
  return createChildEnvironment({
    parent: {},
    credentials: session,
    profile: 'dev',
    platform: 'linux',
    insideSandbox: false,
    ...changes,
  });
}

const removedNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWSUME_EXPIRATION',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_ACCOUNT_ID',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_EB_PROFILE',
  'AWS_SSO_PROFILE',
  'AWSU_PROFILE',
  'AWSUME_PROFILE',
  'AWS_VAULT',
  'AWSX_PROFILE',
  'AWS_CREDENTIAL_FILE',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_BEARER_TOKEN_ANYTHING_ELSE',
  'AWSX_FILE_PASSPHRASE',
  'AWS_VAULT_FILE_PASSPHRASE',
  'AWSX_SANDBOX_MFA_SECRET',
];
const junk = Object.fromEntries(removedNames.map((name) => [name, 'junk']));

const keptVariables = {
  PATH: '/bin',
  HOME: '/home/jon',
  AWS_CONFIG_FILE: '/config',
  AWS_SHARED_CREDENTIALS_FILE: '/credentials',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CA_BUNDLE: '/ca',
  AWS_BEARER: 'not a token',
  AWSX_BACKEND: 'file',
  AWSX_FILE_IDENTITY: '/identity',
  AWSX_IN_PROCESS: 'dev',
  ['__proto__']: 'an ordinary name',
};

describe('the environment of a command', () => {
  it('has credentials, expiry and profile', () => {
    expect(create()).toEqual(sessionVariables);
  });

  it.each(removedNames)('does not inherit %s', (name) => {
    const env = create({ parent: { [name]: 'junk' }, credentials: base });
    expect(Object.values(env)).not.toContain('junk');
  });

  it('inherits nothing of an earlier session, whatever this one has', () => {
    expect(create({ parent: junk })).toEqual(sessionVariables);
  });

  it('has no token and no expiry with a base credential', () => {
    expect(create({ parent: junk, credentials: base })).toEqual({
      AWS_ACCESS_KEY_ID: 'AKIABASE',
      AWS_SECRET_ACCESS_KEY: 'base secret',
      AWS_VAULT: 'dev',
      AWSX_PROFILE: 'dev',
    });
  });

  it('keeps everything else of the parent', () => {
    expect(create({ parent: keptVariables })).toEqual({ ...keptVariables, ...sessionVariables });
    expect(Object.hasOwn(create({ parent: keptVariables }), '__proto__')).toBe(true);
  });

  it('leaves out variables that are not set', () => {
    expect(create({ parent: { EMPTY: '', ABSENT: undefined } })).toEqual({
      EMPTY: '',
      ...sessionVariables,
    });
  });
});

describe('the region', () => {
  const parent = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' };

  it('is set under both names when known', () => {
    expect(create({ parent, region: 'eu-west-1' })).toMatchObject({
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
  });

  it('stays as the parent has it when not', () => {
    expect(create({ parent })).toMatchObject(parent);
  });
});

describe('inside the sandbox', () => {
  const own = {
    AWS_CONFIG_FILE: '/sandbox/config',
    AWS_SHARED_CREDENTIALS_FILE: '/sandbox/credentials',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWSX_FILE_IDENTITY: '/sandbox/identity',
    AWSX_SANDBOX_MFA_SECRET: 'JBSWY3DPEHPK3PXP',
    AWSX_SANDBOX_LOG: '/sandbox/log',
  };

  it('nothing of the sandbox is taken away', () => {
    const env = create({ parent: own, insideSandbox: true });
    expect(env).toEqual({ ...own, ...sessionVariables });
  });

  it('other credentials are', () => {
    const { AWSX_SANDBOX_MFA_SECRET: _, ...others } = junk;
    expect(create({ parent: others, insideSandbox: true })).toEqual(sessionVariables);
  });
});

describe('on Windows', () => {
  it('names are the same in every case', () => {
    const parent = {
      aws_session_token: 'junk',
      Aws_Profile: 'junk',
      aws_bearer_token_bedrock: 'junk',
      aws_region: 'junk',
      Path: 'C:\\bin',
    };
    const env = create({ parent, credentials: base, region: 'eu-west-1', platform: 'win32' });
    expect(env).toEqual({
      Path: 'C:\\bin',
      AWS_ACCESS_KEY_ID: 'AKIABASE',
      AWS_SECRET_ACCESS_KEY: 'base secret',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_VAULT: 'dev',
      AWSX_PROFILE: 'dev',
    });
  });

  it('elsewhere they are not', () => {
    expect(create({ parent: { aws_profile: 'mine' } })).toHaveProperty('aws_profile', 'mine');
  });
});
