/**
 * A picture becomes a cover here: whole, on paper of its own colour, 480 × 300, at most 100 kB.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import { Refusal } from '../tokens';

const WIDTH = 480;
const HEIGHT = 300;
const MARGIN = 14; // pixels around a picture that stands on its own paper
const INSET = 4; // pixels from the edge, where scaling has not blurred it
const MOST = 100_000; // bytes
const QUALITIES = [0.9, 0.75, 0.55, 0.3];
const DEPTHS = [8, 5, 4, 3, 2]; // bits a channel, for browsers that write PNG only
const FAINT = 12; // of 255: corners that differ less are of one colour

/** Draw a picture as a cover, from its address or its file; rejects with a sentence where it is none. */
export async function drawCover(
  picture: string | Blob,
  trans: TranslationBundle
): Promise<Blob> {
  const isFile = typeof picture !== 'string';
  const address = isFile ? URL.createObjectURL(picture) : picture;
  try {
    const image = await loaded(address);
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    lay(image, canvas.getContext('2d', { willReadFrequently: true })!);
    return await encoded(canvas);
  } catch {
    throw new Refusal(
      'no_picture',
      trans.__('This browser cannot make a cover of that picture.'),
      ''
    );
  } finally {
    if (isFile) {
      URL.revokeObjectURL(address);
    }
  }
}

async function loaded(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** In the middle, as large as it goes without distortion; a photograph up to the edge. */
function lay(image: HTMLImageElement, canvas: CanvasRenderingContext2D): void {
  // A drawing without a size of its own takes all there is.
  const width = image.naturalWidth || WIDTH;
  const height = image.naturalHeight || HEIGHT;
  const paper = paperOf(image, canvas);
  const margin = paper ? MARGIN : 0;
  const scale = Math.min(
    (WIDTH - 2 * margin) / width,
    (HEIGHT - 2 * margin) / height
  );
  const [w, h] = [width * scale, height * scale];
  canvas.fillStyle = paper ?? 'white';
  canvas.fillRect(0, 0, WIDTH, HEIGHT);
  canvas.imageSmoothingQuality = 'high';
  canvas.drawImage(image, (WIDTH - w) / 2, (HEIGHT - h) / 2, w, h);
}

/** The colour of all four corners, where they agree; what is transparent lies on white. */
function paperOf(
  image: HTMLImageElement,
  canvas: CanvasRenderingContext2D
): string | null {
  canvas.fillStyle = 'white';
  canvas.fillRect(0, 0, WIDTH, HEIGHT);
  canvas.drawImage(image, 0, 0, WIDTH, HEIGHT);
  const corners = [
    [INSET, INSET],
    [WIDTH - INSET, INSET],
    [INSET, HEIGHT - INSET],
    [WIDTH - INSET, HEIGHT - INSET]
  ].map(([x, y]) => [...canvas.getImageData(x, y, 1, 1).data]);
  const agree = [0, 1, 2].every(channel => {
    const values = corners.map(corner => corner[channel]);
    return Math.max(...values) - Math.min(...values) <= FAINT;
  });
  return agree ? `rgb(${corners[0].slice(0, 3).join(' ')})` : null;
}

/** As good as the limit allows: WebP, or PNG in fewer colours where the browser writes no WebP. */
async function encoded(canvas: HTMLCanvasElement): Promise<Blob> {
  for (const quality of QUALITIES) {
    const blob = await blobOf(canvas, 'image/webp', quality);
    if (blob.type !== 'image/webp') {
      break;
    }
    if (blob.size <= MOST) {
      return blob;
    }
  }
  for (const depth of DEPTHS) {
    coarsen(canvas, depth);
    const blob = await blobOf(canvas, 'image/png');
    if (blob.size <= MOST) {
      return blob;
    }
  }
  throw new Error('too large');
}

function blobOf(
  canvas: HTMLCanvasElement,
  type: string,
  quality?: number
): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('no picture'))),
      type,
      quality
    )
  );
}

/** Keep that many bits of each colour. */
function coarsen(canvas: HTMLCanvasElement, depth: number): void {
  const context = canvas.getContext('2d')!;
  const pixels = context.getImageData(0, 0, WIDTH, HEIGHT);
  const mask = (0xff << (8 - depth)) & 0xff;
  for (let at = 0; at < pixels.data.length; at++) {
    pixels.data[at] |= at % 4 === 3 ? 0xff : 0;
    pixels.data[at] &= at % 4 === 3 ? 0xff : mask;
  }
  context.putImageData(pixels, 0, 0);
}
