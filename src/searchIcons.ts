/**
 * Icons that say where something was found, and what a search box offers: loaded with what shows them.
 */
import { icon } from './icons';

export const codePlaceIcon = icon(
  'in-code',
  'M9.4 16.6L4.8 12l4.6-4.6L8 6l-6 6 6 6 1.4-1.4zm5.2 0l4.6-4.6-4.6-4.6L16 6l6 6-6 6-1.4-1.4z'
);

export const textPlaceIcon = icon(
  'in-text',
  'M4 10.5c-.83 0-1.5.67-1.5 1.5s.67 1.5 1.5 1.5 1.5-.67 1.5-1.5-.67-1.5-1.5-1.5zm0-6c-.83 0-1.5.67-1.5 1.5S3.17 7.5 4 7.5 5.5 6.83 5.5 6 4.83 4.5 4 4.5zm0 12c-.83 0-1.5.68-1.5 1.5s.68 1.5 1.5 1.5 1.5-.68 1.5-1.5-.67-1.5-1.5-1.5zM7 19h14v-2H7v2zm0-6h14v-2H7v2zm0-8v2h14V5H7z'
);

export const outputPlaceIcon = icon(
  'in-output',
  'M3 3v18h18V3H3zm8 16H5v-6h6v6zm0-8H5V5h6v6zm8 8h-6v-6h6v6zm0-8h-6V5h6v6z'
);

export const columnPlaceIcon = icon(
  'in-column',
  'M4 4v16h16V4zm5 14H6v-3h3zm0-5H6v-3h3zm9 5h-7v-3h7zm0-5h-7v-3h7z'
);

export const packagePlaceIcon = icon(
  'in-package',
  'M20 7.3 12 3 4 7.3v9.4l8 4.3 8-4.3zM12 5.2l4.9 2.6L12 10.5 7.1 7.8zM6 9.5l5 2.7v5.9l-5-2.7zm7 8.6v-5.9l5-2.7v5.9z'
);

export const filePlaceIcon = icon(
  'in-file',
  'M14 2H6a2 2 0 0 0-2 2v16c0 1.1.9 2 2 2h12a2 2 0 0 0 2-2V8zm4 18H6V4h7v5h5z'
);

export const tagIcon = icon(
  'tag',
  'M20 10V8h-4V4h-2v4h-4V4H8v4H4v2h4v4H4v2h4v4h2v-4h4v4h2v-4h4v-2h-4v-4zm-6 4h-4v-4h4z'
);

export const authorIcon = icon(
  'author',
  'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8m0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4m0 8c2.7 0 8 1.3 8 4v2H4v-2c0-2.7 5.3-4 8-4m0 2c-2.7 0-5.8 1.3-6 2h12c-.2-.7-3.3-2-6-2'
);

export const recentIcon = icon(
  'recent',
  'M13 3c-4.97 0-9 4.03-9 9H1l3.89 3.89.07.14L9 12H6c0-3.87 3.13-7 7-7s7 3.13 7 7-3.13 7-7 7c-1.93 0-3.68-.79-4.94-2.06l-1.42 1.42C8.27 19.99 10.51 21 13 21c4.97 0 9-4.03 9-9s-4.03-9-9-9zm-1 5v5l4.28 2.54.72-1.21-3.5-2.08V8H12z'
);

export const savedSearchIcon = icon(
  'saved-search',
  'M17 3H7a2 2 0 0 0-2 2v16l7-3 7 3V5a2 2 0 0 0-2-2m0 15-5-2.2L7 18V5h10z'
);
