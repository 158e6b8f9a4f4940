import { describe, expect, test } from 'vitest';
import { resolveConfigPaths } from '../../profiles/config-paths.ts';
import suite from '../vectors/config-parser/file-location-tests.json' with { type: 'json' };

describe("AWS's rules for the place of the files", () => {
  test('there are 9 cases', () => {
    expect(suite.tests).toHaveLength(9);
  });

  test.each(suite.tests)('$name', ({ environment, platform, ...expected }) => {
    const paths = resolveConfigPaths({
      env: environment as Record<string, string>,
      platform: platform === 'windows' ? 'win32' : 'linux',
    });
    expect(paths).toEqual({
      configFile: expected.configLocation,
      credentialsFile: expected.credentialsLocation,
    });
  });
});

describe('the config file', () => {
  test.each([
    [{}, 'linux', '/home/jo/.aws/config'],
    [{ HOME: '' }, 'linux', '/home/jo/.aws/config'],
    [{ USERPROFILE: 'C:\\u' }, 'linux', '/home/jo/.aws/config'],
    [{ AWS_CONFIG_FILE: '', HOME: '/h' }, 'linux', '/h/.aws/config'],
    [{ AWS_CONFIG_FILE: '~/c', HOME: '/h' }, 'darwin', '/h/c'],
    [{ AWS_CONFIG_FILE: '~jo/c', HOME: '/h' }, 'linux', '/work/~jo/c'],
    [{ AWS_CONFIG_FILE: 'c' }, 'linux', '/work/c'],
    [{ AWS_CONFIG_FILE: '~\\c', HOME: 'C:\\h' }, 'win32', 'C:\\h\\c'],
    [{ HOMEDRIVE: 'C:' }, 'win32', '\\home\\jo\\.aws\\config'],
  ] as const)('with %j on %s is %s', (env, platform, expected) => {
    const input = { env, platform, homeDirectory: '/home/jo', workingDirectory: '/work' };
    expect(resolveConfigPaths(input).configFile).toBe(expected);
  });

  test('is unknown without a home folder', () => {
    const env = { AWS_SHARED_CREDENTIALS_FILE: '~/c' };
    expect(resolveConfigPaths({ env, platform: 'linux' })).toEqual({ credentialsFile: '~/c' });
  });
});
