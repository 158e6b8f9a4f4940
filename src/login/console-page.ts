import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** What a person asks for: nothing for the console's home. */
export interface PageRequest {
  /** `--service`. */
  readonly service?: string;
  /** `--path`. */
  readonly path?: string;
}

/** Where the console keeps a service whose page is not `/NAME/home`. */
const PATHS: ReadonlyMap<string, string> = new Map([
  ['apigw', '/apigateway/home'],
  ['billing', '/billing/home'],
  ['bedrock', '/bedrock/home'],
  ['cfn', '/cloudformation/home'],
  ['cost', '/cost-management/home'],
  ['cw', '/cloudwatch/home'],
  ['ddb', '/dynamodbv2/home'],
  ['dynamodb', '/dynamodbv2/home'],
  ['ecs', '/ecs/v2/home'],
  ['eb', '/elasticbeanstalk/home'],
  ['eventbridge', '/events/home'],
  ['logs', '/cloudwatch/home#logsV2:log-groups'],
  ['opensearch', '/aos/home'],
  ['organizations', '/organizations/v2/home'],
  ['orgs', '/organizations/v2/home'],
  ['parameters', '/systems-manager/parameters'],
  ['r53', '/route53/v2/home'],
  ['route53', '/route53/v2/home'],
  ['s3', '/s3/home'],
  ['secrets', '/secretsmanager/home'],
  ['sfn', '/states/home'],
  ['sns', '/sns/v3/home'],
  ['sqs', '/sqs/v3/home'],
  ['ssm', '/systems-manager/home'],
  ['sso', '/singlesignon/home'],
  ['stepfunctions', '/states/home'],
  ['vpc', '/vpcconsole/home'],
]);

const SERVICE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Printable ASCII: a browser would drop or change the rest. */
const PATH = /^\/[\x21-\x7e]*$/;
const MAX_PATH_CHARACTERS = 1024;
/** Only its own host's pages are ever named after it, so any host will do to take a path apart. */
const ANY_ORIGIN = 'https://console.invalid';

/**
 * The path of a page of the console, with query and fragment; undefined for its home.
 *
 * @throws AwsxError `usage` and `invalid_argument`
 */
export function resolvePagePath({ service, path }: PageRequest): string | undefined {
  if (service !== undefined && path !== undefined) {
    throw new AwsxError('usage', '--service and --path exclude each other', {
      hint: 'a path names its service itself: --path /ec2/home',
    });
  }
  if (path !== undefined) return checkPath(path);
  if (service === undefined) return undefined;
  const name = service.toLowerCase();
  if (!SERVICE_NAME.test(name)) {
    throw new AwsxError('invalid_argument', `"${printable(service)}" is no name of a service`, {
      hint: 'it is what stands in the address of its page: ec2, s3, iam; for more use --path',
    });
  }
  return PATHS.get(name) ?? `/${name}/home`;
}

/** `//host`, `/\host` and their like would be another host's page to a browser. */
function checkPath(path: string): string {
  const isPath =
    path.length <= MAX_PATH_CHARACTERS &&
    PATH.test(path) &&
    !/^\/[/\\]/.test(path) &&
    !path.includes('\\');
  const url = isPath && URL.canParse(path, ANY_ORIGIN) ? new URL(path, ANY_ORIGIN) : undefined;
  if (url?.origin === ANY_ORIGIN && !url.pathname.startsWith('//')) {
    return `${url.pathname}${url.search}${url.hash}`;
  }
  throw new AwsxError('invalid_argument', `"${printable(path)}" is no path of the console`, {
    hint: 'expected what follows the host in an address of the console: /ec2/home#Instances:',
  });
}
