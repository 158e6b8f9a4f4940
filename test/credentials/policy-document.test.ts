import { describe, expect, test } from 'vitest';
import { checkPolicyArns, checkPolicyDocument } from '../../src/credentials/policy-document.ts';

const flag = { kind: 'flag', flag: '--policy' } as const;
const location = { file: '/c', line: 3 };
const key = { kind: 'file', key: 'awsx_policy', profile: 'p', location } as const;
const owner = { partition: 'aws', accountId: '111122223333' };
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const check = (text: string) => checkPolicyDocument(text, 'the policy (--policy)', flag);
const ofLength = (length: number) => {
  const empty = '{"Statement":{"Sid":""}}';
  return empty.replace('""', `"${'x'.repeat(length - empty.length)}"`);
};

describe('a document', () => {
  test('of 2,048 characters is taken, white space not counted', () => {
    expect(check(`  ${ofLength(2048)}\n`)).toHaveLength(2048);
  });

  test.each([
    [ofLength(2049), 'has 2049 characters without white space, and AWS takes 2048'],
    ['', 'is not JSON'],
    ['{"Statement":{},}', 'is not JSON'],
    ['AKIASECRET', 'is not JSON'],
    ['[]', 'is not a policy'],
    ['null', 'is not a policy'],
    ['"Statement"', 'is not a policy'],
    ['{}', 'is not a policy'],
    ['{"Statement":[]}', 'is not a policy'],
    ['{"Statement":"Allow"}', 'is not a policy'],
    ['{"Statement":null}', 'is not a policy'],
    ['[{"Statement":{}}]', 'is not a policy'],
    ['{"Statement":{"Sid":"€"}}', 'has a character that AWS takes in no session policy, U+20AC'],
    ['{"Statement":{"Sid":"😀"}}', 'has a character that AWS takes in no session policy, U+1F600'],
  ])('%j', (text, problem) => {
    expect(() => check(text)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringMatching(/^the policy \(--policy\) /),
      }),
    );
    expect(() => check(text)).toThrow(problem);
  });

  test('is told by line and column where it breaks, and never quoted', () => {
    const broken = '{"Statement":\n  {"Effect" "AKIACANARY"}}';
    const message = messageOf(() => check(broken));
    expect(message).toMatch(/^the policy \(--policy\) is not JSON/);
    expect(message).not.toMatch(/AKIACANARY|Effect/);
    const long = `{"Statement":\n  {"Effect": "Allow"\n  "Action": "${'x'.repeat(99)}"}}`;
    expect(messageOf(() => check(long))).toMatch(/is not JSON: look at line 3, column 3$/);
  });

  test('takes Latin-1 and escapes', () => {
    const text = '{"Statement":{"Sid":"ÿ\\u20ac"}}';
    expect(check(text)).toBe(text);
  });

  test('of the config is a setting', () => {
    expect(() => checkPolicyDocument('{', 'the policy', key)).toThrow(
      expect.objectContaining({ code: 'setting_invalid' }),
    );
  });
});

describe('ARNs', () => {
  test('ten are taken, AWS’s own and those of the account', () => {
    const ten = Array.from({ length: 10 }, (_, index) => `${readOnly}${index}`);
    expect(checkPolicyArns(ten, flag, owner)).toEqual(ten);
    const mine = ['arn:aws:iam::111122223333:policy/a/b'];
    expect(checkPolicyArns(mine, flag, owner)).toEqual(mine);
  });

  test.each<[readonly string[], string]>([
    [[], '--policy names no policy'],
    [Array.from({ length: 11 }, () => readOnly), '--policy names 11 policies, and AWS takes 10'],
    [[`${readOnly}${'x'.repeat(2048)}`], 'have 2086 characters, and AWS takes 2048'],
    [['ReadOnlyAccess'], '"ReadOnlyAccess" (--policy) is not the ARN of a policy'],
    [['arn:aws:iam::aws:role/x'], 'is not the ARN of a policy'],
    [['arn:aws:iam::aws:policy/'], 'is not the ARN of a policy'],
    [['arn:aws:iam::aws:policy/a b'], 'is not the ARN of a policy'],
    [['arn:aws-cn:iam::aws:policy/x'], 'is of the partition aws-cn, and the role of aws'],
    [['arn:aws:iam::999999999999:policy/x'], 'is of another account than the role, 111122223333'],
  ])('%j', (arns, problem) => {
    expect(() => checkPolicyArns(arns, flag, owner)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringContaining(problem),
      }),
    );
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return '';
}
