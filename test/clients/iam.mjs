/** Lists the users, then creates one: `iam.mjs NAME`. With whatever credentials it finds. */
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const client = new IAMClient();
try {
  await client.send(new ListUsersCommand({}));
  console.log('listed');
  await client.send(new CreateUserCommand({ UserName: process.argv[2] }));
  console.log('created');
} catch (error) {
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
