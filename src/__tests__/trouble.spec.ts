import { nullTranslator } from '@jupyterlab/translation';

import { troubleOf } from '../model/trouble';
import { Refusal } from '../tokens';

const trans = nullTranslator.load('test');

it('a server without our half is mended by a command', () => {
  const trouble = troubleOf(
    new Refusal('server_half_missing', 'Status 404', ''),
    trans
  );
  expect(trouble.message).toBe(
    'The server half is not installed, or not enabled.'
  );
  expect(trouble.command).toBe(
    'pip install jupyter_hub_publish && jupyter server extension enable jupyter_hub_publish'
  );
});

it('what the server says is said as it says it', () => {
  const error = {
    code: 'library_full',
    message: 'No room.',
    hint: 'Make some.',
    cell: 19
  };
  expect(troubleOf(error, trans)).toEqual({ ...error, command: null });
});

it.each([
  [
    new Refusal('offline', 'Failed to fetch', ''),
    'The server does not answer.'
  ],
  [
    new Refusal('unexpected', 'Status 500', ''),
    'The server could not do this (Status 500).'
  ],
  [new TypeError('x is null'), 'The server could not do this (x is null).'],
  [null, 'The server could not do this (null).']
])('%s is one sentence and a hint', (error, message) => {
  const trouble = troubleOf(error, trans);
  expect(trouble.message).toBe(message);
  expect(trouble.hint).not.toBe('');
});
