/** Prints the AWS variables this process was given, secrets masked. */
const SECRET = /SECRET|TOKEN/;

for (const [name, value] of Object.entries(process.env).sort()) {
  if (!/^(AWS|AWSX)_/.test(name)) continue;
  console.log(`${name}=${SECRET.test(name) ? `${value.slice(0, 4)}…` : value}`);
}
