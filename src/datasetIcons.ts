/**
 * Icons of what has to do with datasets: loaded with the first screen that shows some.
 */
import { icon } from './icons';

export const datasetIcon = icon(
  'dataset',
  'M3 3v18h18V3H3zm8 16H5v-6h6v6zm0-8H5V5h6v6zm8 8h-6v-6h6v6zm0-8h-6V5h6v6z'
);

export const consumerIcon = icon(
  'consumer',
  'M3.5 18.49l6-6.01 4 4L22 6.92l-1.41-1.41-7.09 7.97-4-4L2 16.99z'
);
