import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { APIRequestContext } from '@playwright/test';
import { request } from '@playwright/test';

/** A colleague's own Jupyter server, on the library of the server under test. */
export interface IColleague {
  /** Asks that server. */
  api: APIRequestContext;
  /** Ends it. */
  leave: () => Promise<void>;
}

/** Start a second server on the library that the first one tells of. */
export async function colleague(
  ours: APIRequestContext,
  name: string
): Promise<IColleague> {
  const { library } = await (await ours.get('/hub-publish/api/me')).json();
  const home = await mkdtemp(join(tmpdir(), 'hub-publish-colleague-'));
  const port = await freePort();
  const token = 'colleague';
  const server = spawn(
    'jupyter',
    [
      'server',
      '--no-browser',
      '--allow-root',
      '--ServerApp.ip=127.0.0.1',
      `--ServerApp.port=${port}`,
      `--ServerApp.root_dir=${home}`,
      `--IdentityProvider.token=${token}`,
      `--HubPublish.library_folder=${dirname(library.location)}`,
      `--HubPublish.cache_folder=${join(home, 'cache')}`,
      `--HubPublish.author=${name}`
    ],
    {
      env: { ...process.env, HOME: home, JUPYTER_CONFIG_DIR: home },
      stdio: 'ignore'
    }
  );
  const api = await request.newContext({
    baseURL: `http://127.0.0.1:${port}`,
    extraHTTPHeaders: { Authorization: `token ${token}` }
  });
  while (!(await answers(api))) {
    if (server.exitCode !== null) {
      throw new Error('The second Jupyter server has ended by itself.');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    api,
    leave: async () => {
      await api.dispose();
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await rm(home, { recursive: true });
    }
  };
}

async function answers(api: APIRequestContext): Promise<boolean> {
  const answer = await api.get('/hub-publish/api/me').catch(() => null);
  return !!answer?.ok();
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  return port;
}
