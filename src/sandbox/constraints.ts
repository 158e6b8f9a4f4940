/**
 * What AWS's service models say about the parameters of each operation. The STS half is compared
 * with the model itself in test/sandbox/constraints.test.ts.
 */
export interface Constraint {
  readonly type: 'string' | 'integer' | 'list';
  readonly required?: true;
  /** Length of a string or list, value of an integer. */
  readonly min?: number;
  readonly max?: number;
  /** As AWS writes it in its message. */
  readonly pattern?: string;
  /** The same in JavaScript's notation, where AWS's Java notation means something else there. */
  readonly expression?: string;
  readonly values?: readonly string[];
}

const serialNumber: Constraint = {
  type: 'string',
  min: 9,
  max: 256,
  pattern: '[\\w+=/:,.@-]*',
};
const tokenCode: Constraint = { type: 'string', min: 6, max: 6, pattern: '[\\d]*' };

export const arn: Constraint = {
  type: 'string',
  min: 20,
  max: 2048,
  pattern:
    '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+',
  expression:
    '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]+',
};
export const tagKey: Constraint = {
  type: 'string',
  min: 1,
  max: 128,
  pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
};
export const tagValue: Constraint = {
  type: 'string',
  min: 0,
  max: 256,
  pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
};

export const getSessionTokenConstraints = {
  DurationSeconds: { type: 'integer', min: 900, max: 129_600 },
  SerialNumber: serialNumber,
  TokenCode: tokenCode,
} as const satisfies Readonly<Record<string, Constraint>>;

export const assumeRoleConstraints = {
  RoleArn: { ...arn, required: true },
  RoleSessionName: { type: 'string', required: true, min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  // The model has no maximum; the documentation of AssumeRole says 10.
  PolicyArns: { type: 'list', max: 10 },
  // The model has no maximum; the documentation of AssumeRole says 2,048 characters.
  Policy: { type: 'string', min: 1, max: 2048, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' },
  DurationSeconds: { type: 'integer', min: 900, max: 43_200 },
  Tags: { type: 'list', max: 50 },
  TransitiveTagKeys: { type: 'list', max: 50 },
  ExternalId: { type: 'string', min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' },
  SerialNumber: serialNumber,
  TokenCode: tokenCode,
  SourceIdentity: { type: 'string', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  ProvidedContexts: { type: 'list', max: 5 },
} as const satisfies Readonly<Record<string, Constraint>>;

const { RoleArn, RoleSessionName, PolicyArns, Policy, DurationSeconds } = assumeRoleConstraints;

export const assumeRoleWithWebIdentityConstraints = {
  RoleArn,
  RoleSessionName,
  WebIdentityToken: { type: 'string', required: true, min: 4, max: 20_000 },
  ProviderId: { type: 'string', min: 4, max: 2048 },
  PolicyArns,
  Policy,
  DurationSeconds,
} as const satisfies Readonly<Record<string, Constraint>>;

export const getFederationTokenConstraints = {
  Name: { type: 'string', required: true, min: 2, max: 32, pattern: '[\\w+=,.@-]*' },
  Policy,
  PolicyArns,
  DurationSeconds: { type: 'integer', min: 900, max: 129_600 },
  Tags: { type: 'list', max: 50 },
} as const satisfies Readonly<Record<string, Constraint>>;

export const getAccessKeyInfoConstraints = {
  AccessKeyId: { type: 'string', required: true, min: 16, max: 128, pattern: '[\\w]*' },
} as const satisfies Readonly<Record<string, Constraint>>;

const existingUserName: Constraint = { type: 'string', min: 1, max: 128, pattern: '[\\w+=,.@-]+' };
const accessKeyId: Constraint = {
  type: 'string',
  required: true,
  min: 16,
  max: 128,
  pattern: '[\\w]+',
};

export const iamConstraints = {
  UserName: existingUserName,
  NewUserName: { type: 'string', required: true, min: 1, max: 64, pattern: '[\\w+=,.@-]+' },
  Path: {
    type: 'string',
    min: 1,
    max: 512,
    pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
  },
  PathPrefix: { type: 'string', min: 1, max: 512, pattern: '\\u002F[\\u0021-\\u007F]*' },
  AccessKeyId: accessKeyId,
  Status: { type: 'string', required: true, values: ['Active', 'Inactive', 'Expired'] },
  Marker: { type: 'string', min: 1, max: 320, pattern: '[\\u0020-\\u00FF]+' },
  MaxItems: { type: 'integer', min: 1, max: 1000 },
} as const satisfies Readonly<Record<string, Constraint>>;
