import { expect, test } from 'vitest';
import { findBusSockets } from '../../../src/vault/secret-service/bus-address.ts';

test.each<[string, Record<string, string>, string[]]>([
  ['a path', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, ['/run/user/1000/bus']],
  [
    'a path among other options',
    { DBUS_SESSION_BUS_ADDRESS: 'unix:guid=00ff,path=/tmp/dbus-a=b,x' },
    ['/tmp/dbus-a=b'],
  ],
  ['escaped bytes', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%2cb%20%c3%bc' }, ['/tmp/a,b ü']],
  ['the abstract namespace', { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/x' }, ['\0/tmp/x']],
  [
    'several, in their order',
    { DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h,port=1;unix:path=/a;unix:path=/b' },
    ['/a', '/b'],
  ],
  ['none of Unix', { DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/sh;autolaunch:' }, []],
  ['a broken escape', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a%zz' }, []],
  ['a socket to listen on', { DBUS_SESSION_BUS_ADDRESS: 'unix:tmpdir=/tmp' }, []],
  ['nonsense', { DBUS_SESSION_BUS_ADDRESS: '/run/bus' }, []],
  [
    'the runtime folder, without a variable',
    { XDG_RUNTIME_DIR: '/run/user/1' },
    ['/run/user/1/bus'],
  ],
  [
    'the runtime folder, for an empty one',
    { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/r' },
    ['/r/bus'],
  ],
  ['nothing at all', {}, []],
])('finds %s', (_, env, sockets) => {
  expect(findBusSockets(env)).toEqual(sockets);
});
