import { nullTranslator } from '@jupyterlab/translation';

import { CoverPictures } from '../model/covers';
import { choice, FakeServer } from './fakeServer';

const trans = nullTranslator.load('test');
const cover = { choice: choice.cover, picture: 'data:image/webp;base64,' };

function setUp() {
  const server = new FakeServer();
  server.on('POST workspace/covers', { covers: [cover] });
  const seen: string[] = [];
  const covers = new CoverPictures(server.client, 'posts.ipynb', trans, () =>
    seen.push(covers.state.kind)
  );
  return { covers, seen, server };
}

it('pictures are asked for once, and again when what they show has changed', async () => {
  const { covers, seen, server } = setUp();
  await covers.load(choice);
  await covers.load({ ...choice, summary: 'Not in a picture' });
  expect(server.count('POST workspace/covers')).toBe(1);
  await covers.load({ ...choice, title: 'On the title’s card' });
  expect(server.count('POST workspace/covers')).toBe(2);
  // Those that are there stay until the others come.
  expect(seen).toEqual(['ready', 'ready']);
});

it('pictures that cannot be made may be asked for again', async () => {
  const { covers, server } = setUp();
  server.refuse('POST workspace/covers', 'rendering_failed', 'No.', 422);
  await covers.load(choice);
  expect(covers.state).toMatchObject({
    kind: 'failed',
    trouble: { message: 'No.' }
  });
  server.on('POST workspace/covers', { covers: [cover] });
  await covers.load(choice);
  expect(covers.state.kind).toBe('ready');
});

it('what comes after the dialog is closed is shown to nobody', async () => {
  const { covers, seen } = setUp();
  const loading = covers.load(choice);
  covers.stop();
  await loading;
  expect(seen).toEqual([]);
});
