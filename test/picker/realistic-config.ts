/** A configuration of 500 profiles as a company of some size has it. The same text every time. */

const TEAMS = [
  ...['payments', 'checkout', 'search', 'identity', 'logistics'],
  ...['mobile', 'ledger', 'catalog', 'notifications', 'fraud'],
];
const STAGES = ['prod', 'staging', 'dev'];
const TEAM_ROLES = ['admin', 'readonly', 'deploy', 'operator'];

const SSO_ACCOUNTS = [
  ...['Data Lake Prod', 'Data Lake Dev', 'Data Warehouse Prod', 'Data Warehouse Dev'],
  ...['ML Training', 'ML Inference Prod', 'ML Inference Dev', 'Log Archive', 'Audit'],
  ...['Shared Services', 'Network', 'Backup', 'Security Tooling', 'Container Registry'],
  ...['Monitoring Prod', 'Monitoring Dev', 'Developer Portal', 'Feature Flags', 'Email Delivery'],
  ...['Customer Support', 'Partner API', 'Public Website', 'Documentation', 'Design System'],
  ...['Sandbox Anna', 'Sandbox Jonas', 'Sandbox Priya', 'Sandbox Wei', 'Load Testing', 'Billing'],
];
const PERMISSION_SETS = [
  ...['AWSAdministratorAccess', 'AWSPowerUserAccess', 'AWSReadOnlyAccess'],
  ...['ViewOnlyAccess', 'DatabaseAdministrator'],
];

const CLUSTER_REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'eu-central-1'];

const CUSTOMERS: readonly (readonly [string, string])[] = [
  ...([
    ['globex', 'Globex Corporation'],
    ['initech', 'Initech'],
    ['wayne', 'Wayne Enterprises'],
  ] as const),
  ...([
    ['umbrella', 'Umbrella Corporation'],
    ['soylent', 'Soylent Industries'],
  ] as const),
  ...([
    ['k7', 'Kruger Industrial Smoothing'],
    ['stark', 'Stark Industries'],
  ] as const),
  ...([
    ['hooli', 'Hooli'],
    ['piedpiper', 'Pied Piper'],
    ['dunder', 'Dunder Mifflin Paper'],
  ] as const),
  ...([
    ['cyberdyne', 'Cyberdyne Systems'],
    ['tyrell', 'Tyrell Corporation'],
  ] as const),
  ...([
    ['oscorp', 'Oscorp'],
    ['vandelay', 'Vandelay Industries'],
    ['bluth', 'Bluth Company'],
  ] as const),
  ...([
    ['gringotts', 'Gringotts Bank'],
    ['wonka', 'Wonka Confectionery'],
  ] as const),
  ...([
    ['monsters', 'Monsters Inc'],
    ['planetex', 'Planet Express'],
    ['sirius', 'Sirius Cybernetics'],
  ] as const),
  ...([
    ['nakatomi', 'Nakatomi Trading'],
    ['lexcorp', 'LexCorp'],
    ['momcorp', 'MomCorp'],
  ] as const),
  ...([
    ['aperture', 'Aperture Science'],
    ['blackmesa', 'Black Mesa'],
    ['weyland', 'Weyland-Yutani'],
  ] as const),
  ...([
    ['rekall', 'Rekall'],
    ['virtucon', 'Virtucon'],
    ['spectre', 'Spectre'],
    ['zorg', 'Zorg'],
  ] as const),
  ...([
    ['duff', 'Duff Brewing'],
    ['krusty', 'Krusty Burger'],
    ['paper', 'Paper Street Soap'],
  ] as const),
  ...([
    ['gekko', 'Gekko & Co'],
    ['buynlarge', 'Buy n Large'],
    ['ingen', 'InGen'],
    ['acmex', 'Acme Explosives'],
  ] as const),
  ...([
    ['sterling', 'Sterling Cooper'],
    ['delos', 'Delos Destinations'],
    ['lumon', 'Lumon Industries'],
  ] as const),
];

const COUNTRIES = ['de', 'fr', 'uk', 'us', 'jp', 'br'];

const PEOPLE = [
  ...['anna', 'jonas', 'priya', 'wei', 'marta', 'liam', 'sofia', 'noah', 'emma', 'lucas'],
  ...['olga', 'pedro', 'yuki', 'fatima', 'ivan', 'chloe', 'amir', 'greta', 'hugo', 'nina'],
  ...['oscar', 'petra', 'ravi', 'sara', 'tomas', 'ursula', 'viktor', 'wanda', 'xavier', 'zoe'],
];

const REPOSITORIES = [
  ...['web', 'web-assets', 'webhooks', 'mobile-app', 'mobile-backend', 'api', 'api-docs', 'auth'],
  ...['terraform-modules', 'terraform-live', 'helm-charts', 'base-images', 'lambda-layers'],
  ...['data-pipelines', 'dbt', 'airflow', 'ml-models', 'feature-store', 'search-index', 'crawler'],
  ...['payments-api', 'payments-worker', 'ledger-core', 'invoicing', 'reporting', 'exports'],
  ...['notifications', 'email-templates', 'push', 'sms', 'cdn', 'edge-rules', 'status-page'],
  ...['docs', 'design-tokens', 'e2e-tests', 'load-tests', 'chaos', 'runbooks', 'oncall'],
];

const LEGACY: readonly (readonly [string, readonly string[]])[] = [
  ['default', ['region = eu-west-1', 'role_arn = arn:aws:iam::100000000001:role/Developer']],
  ...[
    ...['root-breakglass', 'prd-legacy-erp-admin', 'tst-legacy-erp-admin', 'prd-legacy-crm-admin'],
    ...['jdoe', 'terraform', 'terraform-state', 'tf-state', 'legacy-route53', 'old-billing'],
    ...['billing', 'billing-export', 'vpn', 'mfa', 'personal', 'personal-old', 'packer'],
    ...['cloudtrail-reader', 'OrganizationAccountAccessRole', 'KubernetesAdmin', 'ses-smtp'],
    ...['s3-sync', 'glacier-restore', 'dms-migration', 'athena-adhoc', 'quicksight', 'workspaces'],
    ...['saml-test', 'conference-demo', 'interview-sandbox', 'hackathon-2019', 'hackathon-2023'],
  ].map((name): readonly [string, readonly string[]] => [
    name,
    [`role_arn = arn:aws:iam::${accountId(`legacy ${name}`)}:role/${name}`],
  ]),
  ...[
    ...['développement-équipe', '本番-管理者', 'ステージング-閲覧', 'zahlungen-produktion'],
    ...['münchen-standort', 'тест-среда'],
  ].map((name): readonly [string, readonly string[]] => [
    name,
    [`role_arn = arn:aws:iam::${accountId(name)}:role/Local`],
  ]),
];

/** Twelve digits that look like any and are the same every time. */
export function accountId(account: string): string {
  let digits = 7;
  for (const character of account)
    digits = (digits * 31 + character.charCodeAt(0)) % 899_999_999_981;
  return String(100_000_000_000 + digits);
}

/** The text of the config file. */
export function realisticConfig(): string {
  const sections = [
    '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1',
    section('acme-main', ['mfa_serial = arn:aws:iam::100000000001:mfa/jo', 'region = eu-west-1']),
    ...LEGACY.map(([name, lines]) => section(name, [...lines, 'source_profile = acme-main'])),
    ...TEAMS.flatMap((team) => STAGES.flatMap((stage) => teamSections(team, stage))),
    ...SSO_ACCOUNTS.flatMap(ssoSections),
    ...['prod', 'staging'].flatMap(clusterSections),
    ...CUSTOMERS.flatMap(customerSections),
    ...COUNTRIES.flatMap(countrySections),
    ...PEOPLE.map((person) => plainRole(`sbx-${person}`, `sandbox ${person}`)),
    ...REPOSITORIES.map((repository) => plainRole(`ci-${repository}`, 'ci')),
  ];
  return `${sections.join('\n\n')}\n`;
}

function teamSections(team: string, stage: string): readonly string[] {
  return TEAM_ROLES.map((role) =>
    section(`${team}-${stage}-${role}`, [
      `role_arn = arn:aws:iam::${accountId(`${team} ${stage}`)}:role/${team}/${capitalize(role)}`,
      'source_profile = acme-main',
      `region = ${stage === 'dev' ? 'eu-central-1' : 'eu-west-1'}`,
      `awsx_account_alias = acme-${team}-${stage}`,
    ]),
  );
}

function ssoSections(account: string): readonly string[] {
  return PERMISSION_SETS.map((role) =>
    section(`${account.toLowerCase().replaceAll(' ', '-')}/${role}`, [
      'sso_session = acme',
      `sso_account_id = ${accountId(account)}`,
      `sso_account_name = ${account}`,
      `sso_role_name = ${role}`,
      'region = eu-west-1',
    ]),
  );
}

function clusterSections(stage: string): readonly string[] {
  return CLUSTER_REGIONS.flatMap((region) =>
    ['admin', 'view'].map((role) =>
      section(`eks-${stage}-${region}-${role}`, [
        `role_arn = arn:aws:iam::${accountId(`eks ${stage}`)}:role/eks-${role}`,
        'source_profile = acme-main',
        `region = ${region}`,
      ]),
    ),
  );
}

function customerSections([short, name]: readonly [string, string]): readonly string[] {
  return ['prod', 'test'].map((stage) =>
    section(`cust-${short}-${stage}`, [
      `role_arn = arn:aws:iam::${accountId(`${short} ${stage}`)}:role/AcmeSupport`,
      'source_profile = acme-main',
      'external_id = acme',
      `awsx_account_name = ${name}`,
    ]),
  );
}

function countrySections(country: string): readonly string[] {
  return ['prod', 'dev'].flatMap((stage) =>
    ['reader', 'editor'].map((role) => plainRole(`bi-${country}-${stage}-${role}`, `bi ${stage}`)),
  );
}

function plainRole(name: string, account: string): string {
  return section(name, [
    `role_arn = arn:aws:iam::${accountId(account)}:role/${name}`,
    'source_profile = acme-main',
  ]);
}

function section(name: string, lines: readonly string[]): string {
  const header = /^[\w\-/.%@:+]+$/.test(name) ? name : `'${name}'`;
  return [name === 'default' ? '[default]' : `[profile ${header}]`, ...lines].join('\n');
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
