import { nullTranslator } from '@jupyterlab/translation';

import { Covering } from '../model/covering';
import { figuresIn } from '../model/figures';
import { Refusal } from '../tokens';
import { FakeServer, report } from './fakeServer';
import { detail } from './versions';

const trans = nullTranslator.load('test');
const ROUTE = `GET api/reports/${report.id}/versions/3/notebook`;

function shows(data: object, ...tags: string[]): object {
  return {
    cell_type: 'code',
    metadata: { tags },
    outputs: [{ output_type: 'display_data', data, metadata: {} }]
  };
}

describe('the figures of a notebook', () => {
  it('are the pictures in its outputs, by the number of their cell', () => {
    const cells = [
      { cell_type: 'markdown', metadata: {}, source: '# Posts' },
      shows({ 'image/png': ['iVBO', 'R\n'], 'text/plain': '<Figure>' }),
      shows({ 'text/html': '<table>' }),
      shows({ 'image/svg+xml': '<svg>#</svg>' })
    ];
    expect(figuresIn({ cells })).toEqual([
      { cell: 2, url: 'data:image/png;base64,iVBOR' },
      { cell: 4, url: 'data:image/svg+xml,%3Csvg%3E%23%3C%2Fsvg%3E' }
    ]);
  });

  it('are one for each output, whatever formats it has', () => {
    const both = { 'image/svg+xml': '<svg/>', 'image/png': 'iVBOR' };
    expect(figuresIn({ cells: [shows(both)] })).toHaveLength(1);
  });

  it('leave out what the author keeps back', () => {
    const png = { 'image/png': 'iVBOR' };
    const cells = [
      shows(png, 'remove-cell'),
      shows(png, 'hide_output'),
      shows(png, 'hide-input')
    ];
    expect(figuresIn({ cells }).map(({ cell }) => cell)).toEqual([3]);
  });

  it('are no more than a person looks at', () => {
    const cells = Array.from({ length: 100 }, () =>
      shows({ 'image/png': 'iVBOR' })
    );
    expect(figuresIn({ cells })).toHaveLength(24);
  });

  it.each([null, {}, { cells: [{ cell_type: 'code', metadata: {} }] }])(
    'are none in %j',
    content => {
      expect(figuresIn(content)).toEqual([]);
    }
  );
});

describe('another cover', () => {
  const picture = new Blob(['RIFF']);
  let server: FakeServer;
  let cover: Blob | null;
  let draw: jest.Mock;
  let covering: Covering;

  beforeEach(() => {
    server = new FakeServer();
    cover = null;
    draw = jest.fn(async () => picture);
    covering = new Covering({
      client: server.client,
      report: detail(),
      draw,
      onCover: chosen => {
        cover = chosen;
      },
      onChange: jest.fn(),
      trans
    });
  });

  it('is one of the figures', async () => {
    server.on(ROUTE, { cells: [shows({ 'image/png': 'iVBOR' })] });
    expect(covering.figures.kind).toBe('unasked');
    await covering.list();
    const url = 'data:image/png;base64,iVBOR';
    expect(covering.figures).toEqual({
      kind: 'found',
      figures: [{ cell: 1, url }]
    });
    await covering.take(url);
    expect(draw).toHaveBeenCalledWith(url);
    expect(cover).toBe(picture);
    expect(covering.taken).toBe(url);
  });

  it("is a picture of the person's own", async () => {
    await covering.take(new Blob(['GIF89a']));
    expect(cover).toBe(picture);
    expect(covering.taken).toBeNull();
    covering.keep();
    expect(cover).toBeNull();
  });

  it('is not what is no picture, and says so', async () => {
    draw.mockRejectedValue(new Refusal('no_picture', 'It is none.', ''));
    await covering.take(new Blob(['%PDF']));
    expect(covering.trouble).toBe('It is none.');
    expect(cover).toBeNull();
  });

  it('can be asked for again where the notebook could not be had', async () => {
    server.refuse(ROUTE, 'library_busy', 'It is busy.', 503);
    await covering.list();
    expect(covering.trouble).toBe('It is busy.');
    expect(covering.figures.kind).toBe('unasked');
  });
});
