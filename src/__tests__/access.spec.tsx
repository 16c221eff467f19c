import { PageConfig } from '@jupyterlab/coreutils';
import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import type { AccessRequest } from '../api/types';
import { Failure } from '../components/Failure';
import { ReportMissing } from '../components/ReportMissing';
import { RequestList } from '../components/RequestList';
import { RequestsLine } from '../components/RequestsLine';
import { Asking } from '../model/asking';
import { AccessRequests } from '../model/requests';
import { troubleOf } from '../model/trouble';
import { Refusal } from '../tokens';
import { timesNow } from '../widgets/times';
import { FakeServer, report } from './fakeServer';

const trans = nullTranslator.load('test');
const { act } = React;
const ASK = `POST api/reports/${report.id}/access`;
const SERVICE = { library: { id: 'l', location: '', shape: 'service' } };

const request = (id: string, person: string): AccessRequest => ({
  id,
  report,
  person,
  name: person,
  message: 'I work on the same.',
  asked: '2026-11-20T08:00:00Z'
});

let server: FakeServer;
let node: HTMLElement;
let root: Root;

beforeEach(() => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  server = new FakeServer();
  node = document.body.appendChild(document.createElement('div'));
  root = createRoot(node);
});

afterEach(async () => {
  await act(async () => root.unmount());
  node.remove();
});

const show = (element: React.JSX.Element) =>
  act(async () => root.render(element));
const buttons = () =>
  [...node.querySelectorAll('button')].map(({ textContent }) => textContent);

describe('where no report is to be seen', () => {
  const missing = (asking: Asking) => (
    <ReportMissing
      asking={asking.state}
      onAsk={() => void asking.do()}
      onWrite={text => asking.write(text)}
      trans={trans}
    />
  );

  it('one asks for access, and hears the same whether there is one or not', async () => {
    server.on('GET api/me', SERVICE);
    server.on(ASK, { status: 'received' }, 202);
    const asking = new Asking(server.client, report.id, trans);
    await asking.offer();
    await show(missing(asking));
    expect(buttons()).toEqual(['Ask for access']);
    asking.write(' Please. ');
    await asking.do();
    await show(missing(asking));
    expect(server.asked[1]).toEqual({
      route: ASK,
      body: { message: 'Please.' }
    });
    expect(buttons()).toEqual([]);
    expect(node.querySelector('[role=status]')?.textContent).toBe(
      'If there is a report, its owner has your request.'
    );
  });

  it('one can try again when the request did not arrive', async () => {
    server.on('GET api/me', SERVICE);
    server.refuse(ASK, 'too_many', 'You have asked often.', 429);
    const asking = new Asking(server.client, report.id, trans);
    await asking.offer();
    await asking.do();
    await show(missing(asking));
    expect(node.querySelector('[role=alert]')?.textContent).toBe(
      'You have asked often. Do this.'
    );
    expect(buttons()).toEqual(['Ask for access']);
  });

  it('nobody can be asked in a library whose readers see all of it', async () => {
    server.on('GET api/me', {
      library: { ...SERVICE.library, shape: 'shared' }
    });
    const asking = new Asking(server.client, report.id, trans);
    await asking.offer();
    await show(missing(asking));
    expect(buttons()).toEqual([]);
  });
});

describe('requests', () => {
  let requests: AccessRequests;

  afterEach(() => requests?.dispose());

  it('are not asked for where everybody sees everything', async () => {
    server.on('GET api/me', {
      library: { ...SERVICE.library, shape: 'embedded' }
    });
    requests = new AccessRequests(server.client);
    await requests.look();
    await requests.look();
    expect(server.asked.map(({ route }) => route)).toEqual(['GET api/me']);
  });

  it('wait until they are decided', async () => {
    server.on('GET api/me', SERVICE);
    server.on('GET api/requests', {
      requests: [request('q1', 'bob'), request('q2', 'carol')]
    });
    requests = new AccessRequests(server.client);
    let changes = 0;
    requests.changed.connect(() => changes++);
    await requests.look();
    await requests.look();
    expect(requests.waiting.map(({ person }) => person)).toEqual([
      'bob',
      'carol'
    ]);
    expect(changes).toBe(1);
    server.on('POST api/requests/q1', { requests: [request('q2', 'carol')] });
    await requests.decide('q1', true);
    expect(server.asked[server.asked.length - 1].body).toEqual({
      granted: true
    });
    expect(requests.waiting.map(({ id }) => id)).toEqual(['q2']);
  });

  it('that somebody else has decided are looked for again', async () => {
    server.on('GET api/me', SERVICE);
    server.on('GET api/requests', { requests: [request('q1', 'bob')] });
    requests = new AccessRequests(server.client);
    await requests.look();
    server.on('GET api/requests', { requests: [] });
    server.refuse('POST api/requests/q1', 'not_found', 'None such.', 404);
    const gone = new Promise(resolve => requests.changed.connect(resolve));
    await expect(requests.decide('q1', true)).rejects.toThrow('None such.');
    await gone;
    expect(requests.waiting).toEqual([]);
  });

  it('are counted by people, in a line that is not there for nobody', async () => {
    const line = (...waiting: AccessRequest[]) => (
      <RequestsLine requests={waiting} onLook={() => undefined} trans={trans} />
    );
    await show(line());
    expect(node.textContent).toBe('');
    await show(line(request('q1', 'bob'), request('q2', 'bob')));
    expect(node.textContent).toBe('1 person asks to see a report·Look');
  });

  it('are let in or not, one by one', async () => {
    const decided: [string, boolean][] = [];
    await show(
      <RequestList
        requests={[request('q1', 'bob')]}
        trouble={null}
        onDecide={({ id }, granted) => decided.push([id, granted])}
        times={timesNow(trans)}
        trans={trans}
      />
    );
    expect(node.querySelector('blockquote')?.textContent).toBe(
      'I work on the same.'
    );
    node.querySelectorAll('button').forEach(button => button.click());
    expect(decided).toEqual([
      ['q1', true],
      ['q1', false]
    ]);
  });
});

describe('a server that has to be restarted', () => {
  // By the code, in whichever language the sentences are.
  const error = new Refusal(
    'not_let_in',
    'Unbekannter Server.',
    'Neu starten.'
  );
  const shown = (refusal = error) =>
    show(
      <Failure
        trouble={troubleOf(refusal, trans)}
        onRetry={() => undefined}
        onCopy={() => undefined}
        trans={trans}
      />
    );

  afterEach(() => PageConfig.setOption('hubPrefix', ''));

  it('leads to the hub’s page that does it', async () => {
    PageConfig.setOption('hubPrefix', '/jupyter/hub/');
    await shown();
    const link = node.querySelector('a');
    expect(link?.textContent).toBe('Restart your server…');
    expect(link?.getAttribute('href')).toBe('/jupyter/hub/home');
  });

  it('has no such page without a hub, and for what a restart does not mend', async () => {
    await shown();
    expect(node.querySelector('a')).toBeNull();
    PageConfig.setOption('hubPrefix', '/jupyter/hub/');
    await shown(new Refusal('forbidden', 'It is not yours.', 'Ask alice.'));
    expect(node.querySelector('a')).toBeNull();
  });
});
