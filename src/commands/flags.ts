import type { Flag } from '../command-line/command.ts';

/** Every command takes these. */
const everywhere: readonly Flag[] = [
  { name: 'no-input', summary: 'never ask, fail instead' },
  { name: 'quiet', summary: 'print errors only' },
  { name: 'debug', summary: 'print the causes of a failure' },
];

const backend: Flag = {
  name: 'backend',
  valueName: 'NAME',
  summary: 'use this vault backend for once',
};

const insecureEndpoint: Flag = {
  name: 'insecure-endpoint',
  summary: 'allow AWS_ENDPOINT_URL outside AWS',
};

const region: Flag = { name: 'region', short: 'r', valueName: 'REGION', summary: 'the AWS region' };

const json: Flag = { name: 'json', summary: 'print JSON, errors on stderr too' };

/** For commands whose output is no JSON, or always is. */
const everywhereElse: readonly Flag[] = [
  ...everywhere,
  { name: 'json', summary: 'print a failure as JSON' },
];

const dryRun: Flag = { name: 'dry-run', summary: 'print what would change, write nothing' };

const plain: Flag = { name: 'plain', summary: 'pick and ask in plain lines (screen readers)' };

const nested: Flag = {
  name: 'nested',
  summary: 'allow another profile inside a shell of awsx',
};

/** What changes the plan. */
const planning: readonly Flag[] = [
  {
    name: 'duration',
    short: 'd',
    valueName: 'TIME',
    summary: 'how long credentials last: 1h30m, or seconds',
  },
  region,
  { name: 'no-session', short: 'n', summary: 'make no GetSessionToken call' },
  { name: 'min-ttl', valueName: 'TIME', summary: 'renew what has less than this left' },
  insecureEndpoint,
];

/** What is asked of the last role of a plan, and what its session may do. */
const role: readonly Flag[] = [
  { name: 'read-only', summary: 'allow reading only (ReadOnlyAccess)' },
  {
    name: 'scope',
    valueName: 'SCOPE',
    summary: "allow what the profile's awsx_scope_SCOPE allows",
  },
  { name: 'policy', valueName: 'FILE|JSON', summary: 'allow only what this policy allows' },
  {
    name: 'policy-arn',
    valueName: 'ARN',
    repeatable: true,
    summary: 'allow only what this managed policy allows',
  },
  { name: 'role-arn', valueName: 'ROLE', summary: 'assume this role with what PROFILE gives' },
  { name: 'session-name', valueName: 'TEXT', summary: 'the name that CloudTrail shows' },
  {
    name: 'source-identity',
    valueName: 'TEXT',
    summary: 'who you are, for this role and all later ones',
  },
  { name: 'external-id', valueName: 'TEXT', summary: 'the external id that the role asks for' },
  {
    name: 'tag',
    valueName: 'KEY=VALUE',
    repeatable: true,
    summary: "a session tag, beside the profile's",
  },
  {
    name: 'transitive-tag',
    valueName: 'KEY',
    repeatable: true,
    summary: 'a session tag that later roles keep',
  },
];

const caching: readonly Flag[] = [
  { name: 'no-cache', summary: 'neither read nor write the session cache' },
  { name: 'refresh', summary: 'renew credentials even if cached ones are good' },
];

const credentials: readonly Flag[] = [
  ...planning,
  ...role,
  ...caching,
  { name: 'mfa-token', valueName: 'CODE', summary: 'the MFA code; - reads it from stdin' },
  backend,
];

/** The flags of each command, by its name. */
export const flagsOf = {
  add: [
    { name: 'env', summary: 'take the key from the environment' },
    { name: 'stdin', summary: 'read {"AccessKeyId","SecretAccessKey"} from stdin' },
    { name: 'no-verify', summary: 'do not ask AWS whose key it is' },
    { name: 'force', summary: 'replace a key that is stored already' },
    region,
    backend,
    insecureEndpoint,
    ...everywhereElse,
  ],
  exec: [...credentials, nested, plain, ...everywhereElse],
  export: [
    { name: 'format', valueName: 'FORMAT', summary: 'env, fish, dotenv, json, … (see below)' },
    { name: 'json', summary: 'as --format json, failures too' },
    ...credentials,
    nested,
    plain,
    ...everywhere,
  ],
  'credential-process': [...credentials, ...everywhereElse],
  list: [json, ...everywhere],
  explain: [...planning, ...role, ...caching, plain, json, ...everywhere],
  config: [json, ...everywhere],
  link: [dryRun, ...everywhereElse],
  unlink: [dryRun, ...everywhereElse],
  whoami: [...credentials, plain, json, ...everywhere],
  login: [
    {
      name: 'service',
      valueName: 'NAME',
      summary: 'show this service: ec2, s3, iam, …',
    },
    { name: 'path', valueName: 'PATH', summary: 'show this page: /ec2/home#Instances:' },
    { name: 'print', summary: 'print the address, open no browser' },
    { name: 'browser', valueName: 'PROGRAM', summary: 'open it in this browser' },
    ...credentials,
    plain,
    ...everywhereElse,
  ],
  clear: [
    { name: 'all', summary: 'forget all sessions and recent uses, replace the cache key' },
    backend,
    ...everywhereElse,
  ],
  remove: [{ name: 'force', summary: 'do not ask whether to' }, ...everywhereElse],
  sandbox: everywhereElse,
  completion: everywhereElse,
  help: everywhereElse,
  version: everywhereElse,
} as const satisfies Readonly<Record<string, readonly Flag[]>>;
