import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { comparisonPlugin } from './plugins/comparison';
import { curatingPlugin } from './plugins/curating';
import { datasetsPlugin } from './plugins/datasets';
import { galleryPlugin } from './plugins/gallery';
import { libraryPlugin } from './plugins/library';
import { linksPlugin } from './plugins/links';
import { panelPlugin } from './plugins/panel';
import { publishButtonPlugin } from './plugins/publishButton';
import { publishingPlugin } from './plugins/publishing';
import { readerPlugin } from './plugins/reader';
import { readOnlyPlugin } from './plugins/readOnly';

/** Everything that JupyterLab is given. */
const plugins: JupyterFrontEndPlugin<unknown>[] = [
  libraryPlugin,
  publishingPlugin,
  publishButtonPlugin,
  panelPlugin,
  galleryPlugin,
  readerPlugin,
  readOnlyPlugin,
  curatingPlugin,
  comparisonPlugin,
  datasetsPlugin,
  linksPlugin
];

export default plugins;
