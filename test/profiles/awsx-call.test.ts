import { describe, expect, test } from 'vitest';
import { parseAwsxCall } from '../../profiles/awsx-call.ts';

describe('a credential_process that is awsx', () => {
  test.each([
    ['awsx credential-process dev', 'dev'],
    ['/usr/local/bin/awsx  credential-process\tdev', 'dev'],
    ['"/opt/my node/node" "/opt/a b/awsx.cjs" credential-process "my dev"', 'my dev'],
    ["/opt/node '/opt/awsx.cjs' credential-process 'it is'", 'it is'],
    ['"C:\\Program Files\\nodejs\\node.exe" "C:\\awsx\\awsx.cjs" credential-process dev', 'dev'],
    ['C:\\awsx\\awsx.exe credential-process dev', 'dev'],
    ['awsx credential-process "a\\"b\\\\c"', 'a"b\\c'],
    ['awsx credential-process --no-input --duration 1h dev', 'dev'],
    ['awsx credential-process -d=1h -- -dev', '-dev'],
    ['awsx credential-process ""', ''],
  ])('%s asks for %j', (command, profile) => {
    expect(parseAwsxCall(command)).toBe(profile);
  });

  test.each([
    '',
    'aws-vault export --format=json dev',
    'awsx export dev',
    'awsx credential-process',
    'awsx credential-process dev other',
    'awsx credential-process dev | tee log',
    'awsx credential-process $PROFILE',
    'awsx credential-process "dev',
    'echo awsx credential-process dev',
    'node node awsx credential-process dev',
    'awsxx credential-process dev',
    'node',
  ])('%j is another command', (command) => {
    expect(parseAwsxCall(command)).toBeUndefined();
  });
});
